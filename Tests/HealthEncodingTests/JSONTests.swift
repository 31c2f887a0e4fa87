import HealthModel
import Testing

@testable import HealthEncoding

@Suite struct JSONTests {
    private func written(_ body: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter()
        body(&json)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    @Test func `text is compact, ordered and escapes only what it must`() {
        let text = written { json in
            json.object {
                $0.key("b")
                $0.array {
                    $0.number(1)
                    $0.string("a\"\\/\u{8}\u{c}\n\r\t\u{1}é\u{a0}")
                    $0.bool(true)
                    $0.null()
                }
                $0.key("a")
                $0.object { _ in }
            }
        }
        #expect(
            text == #"{"b":[1,"a\"\\/\b\f\n\r\t\u0001é\#u{a0}",true,null],"a":{}}"#)
    }

    @Test func `a value reads back as it was written`() throws {
        let value = JSONValue.object([
            .init(
                key: "x", value: .array([.null, .bool(false), .number(-1.5e-7), .string("né\n\"")])),
            .init(key: "y", value: .object([])),
        ])
        var json = JSONWriter()
        json.value(value)
        #expect(try JSONParser.parse(json.bytes) == value)
    }

    @Test(arguments: [
        ("", 0, "a value"), ("{", 1, "a key"), ("[1 2]", 3, "\",\" or \"]\""),
        ("nul", 3, "a value"),
        ("01", 0, "a value"), ("1.", 2, "a digit"), ("\"a", 2, "the end of the string"),
        ("\"\\x\"", 2, "an escape"), ("1e999", 0, "a number that a double can hold"),
        ("{\"a\":1}x", 7, "the end of the text"), ("\"\\u12g4\"", 5, "four hexadecimal digits"),
        ("NaN", 0, "a value"),
    ])
    func `what is not JSON is an error with its place`(text: String, offset: Int, expected: String)
    {
        #expect(throws: JSONError(offset: offset, expected: expected)) {
            try JSONParser.parse(Array(text.utf8))
        }
    }

    @Test func `nesting has a limit`() {
        let deep = Array(repeating: UInt8(ascii: "["), count: 100_000)
        #expect(throws: JSONError(offset: 64, expected: "at most 64 levels of nesting")) {
            try JSONParser.parse(deep)
        }
    }

    @Test(arguments: [
        (#""😀""#, "😀"), (#""\ud83d""#, "\u{fffd}"), (#""\ud83dx""#, "\u{fffd}x"),
        (#""\ud83dA""#, "\u{fffd}A"), (#""\udc00""#, "\u{fffd}"),
    ])
    func `surrogate escapes make one character or U+FFFD`(text: String, expected: String) throws {
        #expect(try JSONParser.parse(Array(text.utf8)) == .string(expected))
    }

    @Test func `an element of an archive reads back`() throws {
        let node = ArchiveNode(
            name: "Workout",
            attributes: [.init(name: "a", value: "1"), .init(name: "a", value: "2")],
            children: [ArchiveNode(name: "WorkoutEvent")])
        var json = JSONWriter()
        node.write(to: &json)
        #expect(try ArchiveNode(json: json.bytes) == node)
        #expect(throws: JSONError.self) { try ArchiveNode(json: Array("{\"x\":1}".utf8)) }
    }

    @Test func `CSV quotes only where it must`() {
        var csv = CSVWriter()
        csv.cell("plain")
        csv.cell("a,b")
        csv.cell("say \"x\"")
        csv.cell("")
        csv.cell(1.5)
        csv.cell(Double?.none)
        csv.endRow()
        csv.cell("line\nbreak")
        csv.endRow()
        #expect(
            String(decoding: csv.bytes, as: UTF8.self)
                == "plain,\"a,b\",\"say \"\"x\"\"\",,1.5,\n\"line\nbreak\"\n")
    }
}
