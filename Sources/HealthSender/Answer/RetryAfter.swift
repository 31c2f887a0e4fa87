/// A parsed `Retry-After`. Read here, since libcurl before 8.12.0 may return negative numbers and caps in silence.
struct RetryAfter: Equatable {
    static let secondsMax: Int64 = 86400

    /// From 0 to 24 h.
    var seconds: Int64
    var wasClamped: Bool

    /// Reads the values of all `Retry-After` headers of one answer; the longest counts, as it is a floor.
    ///
    /// - Parameters:
    ///   - date: The answer's own `Date`, against which a date is taken: their clock, not ours.
    ///   - now: Seconds since 1970, where there is no such header.
    /// - Returns: `nil` when none can be read; fractions and negative numbers are rubbish, the past is 0.
    init?(_ values: [String], date: String?, now: Int64) {
        let delays = values.compactMap { RetryAfter.delay($0, date: date, now: now) }
        guard let longest = delays.max() else { return nil }
        seconds = min(max(longest, 0), RetryAfter.secondsMax)
        wasClamped = longest > RetryAfter.secondsMax
    }

    private static func delay(_ value: String, date: String?, now: Int64) -> Int64? {
        if !value.isEmpty, value.utf8.allSatisfy({ (48...57).contains($0) }) {
            return Int64(value) ?? .max
        }
        guard let then = HTTPDate.parse(value, now: now) else { return nil }
        let theirs = date.flatMap { HTTPDate.parse($0, now: now) } ?? now
        return then - theirs
    }
}
