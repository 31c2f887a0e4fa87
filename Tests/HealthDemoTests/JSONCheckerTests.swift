import Testing

@testable import HealthDemo

@Suite struct JSONCheckerTests {
    private func check(_ text: String, pieces: Int = 1) -> JSONChecker {
        var checker = JSONChecker()
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            checker.feed(Array(bytes[start..<min(start + pieces, bytes.count)]))
        }
        checker.finish()
        return checker
    }

    @Test(arguments: [
        "{}", "[]", "0", "-1.5e+10", "true", "null", "\"\\u00e9\\n\"", " [1 , 2 ] ",
        "{\"a\":{\"b\":[{}]}}",
        "\"\u{1F600}\u{E9}\"", "[0,0.5,1E9]",
    ])
    func `whole documents pass in pieces of any size`(text: String) {
        for pieces in [1, 2, 3, 100] { #expect(check(text, pieces: pieces).fault == nil) }
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\":}", "{\"a\" 1}", "{a:1}", "01", "1.", "-", "1e", "tru", "nulls",
        "\"a", "\"\\x\"", "\"\\u12g4\"", "\"\u{1}\"", "[1 2]", "[1]]", "{\"a\":1,}", "{} {}", "]",
        "[}", "{\"a\":1]", ",", "+1", "NaN", "{\"a\":1 \"b\":2}", "[,1]", "{,}", ":",
    ])
    func `broken documents are found`(text: String) {
        for pieces in [1, 100] { #expect(check(text, pieces: pieces).fault != nil) }
    }

    @Test func `a fault has a position`() {
        #expect(check("{\"data\":[1,,2]}").fault == "the JSON has a comma too many at byte 11")
        #expect(check("{\"data\":[1").fault == "the JSON ends too early at byte 10")
    }

    @Test func `bytes that are not UTF-8 are found`() {
        var checker = JSONChecker()
        checker.feed([0x22, 0xC3, 0x28, 0x22])
        #expect(checker.fault == "the JSON has an illegal character at byte 2")
    }

    @Test func `records are counted by key, points in metrics`() {
        let checker = check(
            """
            {"data":{"metrics":[{"name":"a","data":[{"x":[1,2]},{}]},{"data":[{}],"name":"b"}],
            "workouts":[{"route":[{},{}]},{}]}}
            """
        )
        #expect(checker.points == 3)
        #expect(checker.records == ["metrics": 2, "workouts": 2])
        #expect(checker.keys == ["metrics", "workouts"])
        #expect(checker.repeatedNames == 0)
        #expect(
            check("{\"data\":{\"metrics\":[{\"name\":\"a\"},{\"name\":\"a\"}]}}").repeatedNames == 1
        )
    }

    @Test func `nesting has a limit`() {
        let deep = String(repeating: "[", count: 65)
        #expect(check(deep).fault == "the JSON is nested too deeply at byte 64")
    }
}
