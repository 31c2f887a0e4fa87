import HealthXML
import Testing

@Suite struct XMLTokenizerTests {
    @Test func `tags attributes and text come in order`() throws {
        let found = try tokens(
            of: """
                <?xml version="1.0" encoding="UTF-8"?>
                <A one="1" two='it "is"'>
                 <B/>text &amp; more<C x = "y" ></C >
                </A>

                """)
        #expect(
            found == [
                #"<A [one]=[1] [two]=[it "is"]>"#, "<B/>", "text &amp; more", "<C [x]=[y]>", "</C>",
                "</A>", "end",
            ])
    }

    @Test func `the end of a tag is found by quotes`() throws {
        #expect(try tokens(of: "<A a=\"1>2/>3\" b='>'/>") == ["<A [a]=[1>2/>3] [b]=[>]/>", "end"])
    }

    @Test func `any cut of the window gives the same tokens`() throws {
        let input = """
            \u{feff}<?xml version="1.0"?><!DOCTYPE A [ <!-- c --> <!ELEMENT A (B)> ]>
            <!-- a > comment - -- ends --><A a="1&lt;2" b='ü'><![CDATA[a]]b<]]><B c=""/>x<>y< /></A>
            """
        let whole = try tokens(of: input)
        #expect(whole.count == 10)
        for step in 1...40 { #expect(try tokens(of: input, step: step) == whole) }
    }

    @Test func `a comment and an instruction may be longer than any window`() throws {
        let input = "<!--" + String(repeating: "- >", count: 10_000) + "--><?p ? > ?><A/>"
        #expect(try tokens(of: input, step: 64) == ["<A/>", "end"])
    }

    @Test func `a broken DOCTYPE ends at its first bracket and angle`() throws {
        let broken = "<!DOCTYPE A [\n<!ATTLIST V type CDATA #REQUIRED\n<!ELEMENT M>\n>>\n]>"
        #expect(try tokens(of: broken + "<A/>") == ["doctype \(broken.utf8.count)", "<A/>", "end"])
        #expect(try tokens(of: "<!DOCTYPE A><A/>") == ["doctype 12", "<A/>", "end"])
    }

    @Test func `attribute names may hold blanks and may come twice`() throws {
        let found = try tokens(of: #"<R Health Mate App Version="2.6.0" a="1" a="2"/>"#)
        #expect(found == ["<R [Health Mate App Version]=[2.6.0] [a]=[1] [a]=[2]/>", "end"])
    }

    @Test func `values that need decoding are marked`() throws {
        let found = try tokens(of: "<R a=\"x\u{b}\" b=\"\u{a0}\" c=\"&#65;\" d=\"~ plain\"/>")
        #expect(found[0] == "<R [a]=[x\u{b}]& [b]=[\u{a0}]& [c]=[&#65;]& [d]=[~ plain]/>")
    }

    @Test(arguments: [
        ("<R a=1/><S/>", ["unquotedValue: <R a=1/>", "<S/>"]),
        ("<R a=\"1/>\n <S/>", ["unclosed: <R a=\"1/>\n ", "<S/>"]),
        ("<R a><S/>", ["missingValue: <R a>", "<S/>"]),
        ("<R a=\"1\" <S/>", ["unclosed: <R a=\"1\" ", "<S/>"]),
        ("< R/><S/>", ["missingName: < R/>", "<S/>"]),
        ("</><S/>", ["missingName: </>", "<S/>"]),
        ("</R <S/>", ["unclosed: </R ", "<S/>"]),
        ("<!WHAT is><S/>", ["unknownMarkup: <!WHAT is>", "<S/>"]),
        ("<R =\"1\"/><S/>", ["missingValue: <R =\"1\"/>", "<S/>"]),
    ])
    func `a tag that cannot be read costs itself only`(input: String, expected: [String]) throws {
        #expect(try tokens(of: input) == expected + ["end"])
    }

    @Test func `an input that ends inside a token is cut`() throws {
        let input = #"<?p?><!--c--><A b="1">text<![CDATA[x]]></A>"#
        for length in 1..<input.utf8.count {
            let found = try tokens(of: Array(input.utf8.prefix(length)))
            let isBetween = [5, 13, 22, 26, 39].contains(length) || (23...25).contains(length)
            #expect(found.last == (isBetween ? "end" : "cut"), "after \(length) bytes")
        }
        #expect(try tokens(of: "<!DOCTYPE A [ ").last == "cut")
    }

    @Test func `limits hold before the end of the piece is seen`() throws {
        let limits = XMLLimits(valueMax: 100, tagMax: 300, doctypeMax: 200)
        func passed(_ input: String) -> XMLLimitPassed? {
            do {
                _ = try tokens(of: Array(input.utf8), limits: limits)
                return nil
            } catch {
                return error as? XMLLimitPassed
            }
        }
        let long = String(repeating: "x", count: 101)
        #expect(passed(" <R a=\"" + long)?.kind == .value)
        #expect(passed(" <R a=\"" + long)?.position == 7)
        #expect(passed(" <R a=\"" + long.dropLast()) == nil)
        #expect(passed("<R>" + long)?.kind == .text)
        #expect(passed("<R><![CDATA[" + long)?.kind == .text)
        #expect(passed("<" + long + long + long)?.kind == .tag)
        #expect(passed("<!DOCTYPE [" + long + long)?.kind == .doctype)
        let attributes = String(repeating: "a=\"1\" ", count: 50)
        #expect(passed("<R " + attributes + "/>") == XMLLimitPassed(kind: .tag, position: 0))
    }
}
