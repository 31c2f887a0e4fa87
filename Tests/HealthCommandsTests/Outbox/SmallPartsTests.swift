import HealthPipeline
import Testing

@testable import HealthCommands

struct SmallPartsTests {
    @Test(arguments: [
        ("{}", "{}"), ("[]", "[]"), ("{\"a\":[1,2]}", "{\n  \"a\": [\n    1,\n    2\n  ]\n}"),
        ("{\"a\":{},\"b\":\"{,\\\"}\"}", "{\n  \"a\": {},\n  \"b\": \"{,\\\"}\"\n}"),
        ("null", "null"),
    ])
    func `JSON is indented, however it is cut`(compact: String, indented: String) {
        let bytes = Array(compact.utf8)
        for cut in 0...bytes.count {
            var indenter = JSONIndenter()
            let out = indenter.feed(Array(bytes[..<cut])) + indenter.feed(Array(bytes[cut...]))
            #expect(String(decoding: out, as: UTF8.self) == indented)
        }
    }

    @Test func `the first few of many are kept in order`() {
        var generator = SystemRandomNumberGenerator()
        let numbers = (0..<100).shuffled(using: &generator)
        var few = FirstFew<Int>(7, by: <)
        for number in numbers { few.add(number) }
        #expect(few.elements == Array(0..<7), "of \(numbers)")
    }

    @Test func `a sparkline shows shares, and a dot for nothing`() {
        #expect(Sparkline.of([0, 1, 4, 8]) == "·▁▄█")
        #expect(Sparkline.of([0, 0]) == "··")
        #expect(Sparkline.of([1]) == "█")
        #expect(Sparkline.of([1, 1_000_000]) == "▁█")
    }

    @Test func `numbers get their endings`() {
        #expect(
            [1, 2, 3, 4, 11, 12, 13, 21, 112].map { Humanize.ordinal($0) } == [
                "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th",
            ])
        #expect(Humanize.count(1, "record") == "1 record")
        #expect(Humanize.count(1200, "record") == "1 200 records")
    }

    @Test func `a shell takes words as they are meant`() {
        #expect(ShellText.quoted("plain-1.2/a:b") == "plain-1.2/a:b")
        #expect(ShellText.quoted("two words") == "'two words'")
        #expect(ShellText.quoted("it's $HOME") == "'it'\\''s $HOME'")
        #expect(ShellText.quoted("") == "''")
    }
}
