import Testing

@testable import HealthSender

@Suite struct RetryAfterTests {
    /// 1994-11-06T08:49:37Z, the example of RFC 9110.
    static let example: Int64 = 784_111_777

    @Test(
        arguments: [
            ("Sun, 06 Nov 1994 08:49:37 GMT", example), ("Sunday, 06-Nov-94 08:49:37 GMT", example),
            ("Sun Nov  6 08:49:37 1994", example), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
            ("Thu, 29 Feb 2024 23:59:60 GMT", 1_709_251_200), ("Sun, 06 Nov 1994 08:49:37", nil),
            ("Sun, 31 Feb 1994 08:49:37 GMT", nil), ("Sun, 06 Nov 1994 24:49:37 GMT", nil),
            ("Sun, 06 Nov 1994 08:49 GMT", nil), ("1994-11-06T08:49:37Z", nil), ("", nil),
            ("Sun, 06 Nov 99999 08:49:37 GMT", nil), ("Sun, +6 Nov 1994 08:49:37 GMT", nil),
        ] as [(String, Int64?)])
    func `a date in one of three forms`(text: String, seconds: Int64?) {
        #expect(HTTPDate.parse(text, now: RetryAfterTests.example) == seconds)
    }

    @Test func `without their clock ours counts`() {
        let parsed = RetryAfter(
            ["Sun, 06 Nov 1994 08:49:47 GMT"], date: nil, now: RetryAfterTests.example)
        #expect(parsed?.seconds == 10)
    }

    @Test func `with their clock ours does not count`() {
        let parsed = RetryAfter(
            ["Sun, 06 Nov 1994 08:49:47 GMT"], date: "Sun, 06 Nov 1994 08:49:37 GMT",
            now: 1_900_000_000)
        #expect(parsed?.seconds == 10)
    }

    @Test func `the longest of several counts, rubbish is ignored`() {
        #expect(RetryAfter(["3", "rubbish", "8", "5"], date: nil, now: 0)?.seconds == 8)
        #expect(RetryAfter(["rubbish"], date: nil, now: 0) == nil)
        #expect(RetryAfter([], date: nil, now: 0) == nil)
    }
}
