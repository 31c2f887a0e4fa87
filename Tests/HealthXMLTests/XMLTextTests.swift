import HealthXML
import HealthTesting
import Testing

@Suite struct XMLTextTests {
    private func decode(_ bytes: [UInt8], isLiteral: Bool = false) -> (String, XMLText.Findings) {
        var text: [UInt8] = []
        let range = ByteRange(0, bytes.count)
        let findings = XMLText.append(range, of: bytes.span, isLiteral: isLiteral, to: &text)
        return (String(decoding: text, as: UTF8.self), findings)
    }

    private func decode(_ text: String) -> (String, XMLText.Findings) {
        decode(Array(text.utf8))
    }

    @Test func `named decimal and hexadecimal references are decoded`() {
        #expect(decode("&lt;&gt;&amp;&quot;&apos;") == ("<>&\"'", []))
        #expect(decode("mL/min&#183;kg &#xB7; &#x1F600; &#10;") == ("mL/min·kg · 😀 \n", []))
        #expect(decode("&amp;lt;") == ("&lt;", []))
    }

    @Test(arguments: [
        "&nbsp;", "&", "&;", "a & b", "&#11;", "&#x0;", "&#xD800;", "&#x110000;", "&#99999999999;",
        "&#;", "&#x;", "&#12a;", "&lt", "&amp",
    ])
    func `what is no legal reference stays as text`(text: String) {
        #expect(decode(text) == (text, .badReference))
    }

    @Test func `CDATA has no references`() {
        #expect(decode(Array("&lt; &".utf8), isLiteral: true) == ("&lt; &", []))
    }

    @Test func `control characters pass and are reported`() {
        #expect(decode("a\u{b}b\tc\n") == ("a\u{b}b\tc\n", .controlCharacter))
    }

    @Test func `bytes that are not UTF-8 are replaced as the standard library does it`() {
        var generator = SeededGenerator(seed: 7)
        var invalid = 0
        for _ in 0..<3000 {
            let choices: [UInt8] = [
                0x41, 0x80, 0xbf, 0x9f, 0xa0, 0xc0, 0xc2, 0xe0, 0xe2, 0xed, 0xef, 0xf0, 0xf4, 0xf5,
                0xff, 0x8f, 0x90,
            ]
            let bytes = (0..<8).map { _ in choices[Int(generator.next() % 17)] }
            let (text, findings) = decode(bytes)
            #expect(text == String(decoding: bytes, as: UTF8.self), "seed 7: \(bytes)")
            if findings == .invalidUTF8 { invalid += 1 }
        }
        #expect(invalid > 2000)
        #expect(decode("ü€😀") == ("ü€😀", []))
    }
}
