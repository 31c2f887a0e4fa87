/// Durations as text: `30s`, `5m`, `6h`, `7d`, `2w`, `500ms`, or with words, `3 hours`.
public enum ConfigDuration {
    /// A hundred years; more is a slip of the pen, and would overflow clocks.
    static let secondsMax = 100 * 366 * 86_400

    /// `nil` when the text is not a duration. A day has 86,400 seconds, a week 7 days.
    public static func parse(_ text: String) -> Duration? {
        guard let (count, unit) = split(text) else { return nil }
        let milliseconds: Int
        switch unit {
        case "ms", "millisecond", "milliseconds": milliseconds = 1
        case "s", "sec", "second", "seconds": milliseconds = 1000
        case "m", "min", "minute", "minutes": milliseconds = 60_000
        case "h", "hour", "hours": milliseconds = 3_600_000
        case "d", "day", "days": milliseconds = 86_400_000
        case "w", "week", "weeks": milliseconds = 604_800_000
        default: return nil
        }
        let (total, overflow) = count.multipliedReportingOverflow(by: milliseconds)
        return overflow ? nil : .milliseconds(total)
    }

    /// The shortest exact form: `90d`, `1500ms`; the inverse of ``parse(_:)``.
    static func text(of duration: Duration) -> String {
        let (seconds, fraction) = duration.components
        let milliseconds = fraction / 1_000_000_000_000_000
        guard milliseconds == 0 else { return "\(seconds * 1000 + milliseconds)ms" }
        for (unit, length) in [("d", Int64(86_400)), ("h", 3600), ("m", 60)]
        where seconds != 0 && seconds % length == 0 {
            return "\(seconds / length)\(unit)"
        }
        return "\(seconds)s"
    }

    /// The number in front and the word behind it, with or without one blank between them.
    static func split(_ text: String) -> (count: Int, unit: String)? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let unit = text.dropFirst(digits.count)
        guard let count = Int(digits), !unit.isEmpty else { return nil }
        return (count, String(unit.first == " " ? unit.dropFirst() : unit))
    }
}
