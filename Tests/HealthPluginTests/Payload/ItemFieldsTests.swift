import HealthPlugin
import Testing

@Suite struct ItemFieldsTests {
    @Test func `what nobody takes is kept by code point, once, without nulls`() throws {
        var fields = try Self.fields(
            #"{"b":1,"é":2,"Z":3,"a":null,"date":0,"b":4,"date":5,"aa":{"x":null}}"#)
        #expect(try fields.date("date") == Instant(seconds: 0))
        #expect(fields.rest.map(\.key) == ["Z", "aa", "b", "é"])
        #expect(fields.rest[2].value == .number(1))
        #expect(fields.rest[1].value == .object([.init(key: "x", value: .null)]))
    }

    @Test func `null is absent, and absent lists are empty`() throws {
        var fields = try Self.fields(#"{"text":null,"list":null,"flag":false}"#)
        #expect(try fields.textIfPresent("text") == nil)
        #expect(try fields.texts("list") == [])
        #expect(try fields.flagIfPresent("flag") == false)
        #expect(throws: ItemError(key: "number", "is missing")) { try fields.number("number") }
    }

    @Test(arguments: [
        ("text", "is not a string"), ("number", "is not a number"),
        ("flag", "is not true or false"),
        ("date", "is not a date"), ("list", "is not an array"),
    ])
    func `a value of another type is an error that does not show it`(key: String, problem: String)
        throws
    {
        var fields = try Self.fields(#"{"\#(key)":{"secret":1}}"#)
        #expect(throws: ItemError(key: key, problem)) {
            switch key {
            case "text": _ = try fields.text(key)
            case "number": _ = try fields.number(key)
            case "flag": _ = try fields.flagIfPresent(key)
            case "date": _ = try fields.date(key)
            default: _ = try fields.array(key)
            }
        }
    }

    @Test func `both lists of unknown members become one`() {
        let own: [JSONValue.Member] = [.init(key: "b", value: .number(1))]
        let other: [JSONValue.Member] = [
            .init(key: "a", value: .number(2)), .init(key: "b", value: .number(3)),
        ]
        #expect(own.merged(with: other) == [other[0], own[0]])
    }

    private static func fields(_ text: String) throws -> ItemFields {
        try ItemFields(JSONParser.parse(Array(text.utf8)), zone: .utc)
    }
}
