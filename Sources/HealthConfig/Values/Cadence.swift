/// How often an automation runs: `3 hours`.
public struct Cadence: Hashable, Sendable, CustomStringConvertible {
    public enum Unit: String, ConfigWord {
        case minutes, hours, days, weeks
    }

    /// At least 1.
    public var count: Int
    public var unit: Unit

    public init(count: Int, unit: Unit) {
        (self.count, self.unit) = (count, unit)
    }

    /// Reads `15 minutes`, `1 hour`, `2d`; `nil` for anything else, 0 and more than a hundred years
    /// included.
    public init?(_ text: String) {
        guard let (count, word) = ConfigDuration.split(text), count >= 1 else { return nil }
        let unit: Unit
        switch word {
        case "m", "min", "minute", "minutes": unit = .minutes
        case "h", "hour", "hours": unit = .hours
        case "d", "day", "days": unit = .days
        case "w", "week", "weeks": unit = .weeks
        default: return nil
        }
        self.init(count: count, unit: unit)
        guard count <= ConfigDuration.secondsMax / secondsOfUnit else { return nil }
    }

    /// Days and weeks are counted in local days, and can therefore have a time of day.
    public var isWholeDays: Bool {
        unit == .days || unit == .weeks
    }

    /// Seconds of one unit, a day being 86,400 of them.
    public var secondsOfUnit: Int {
        switch unit {
        case .minutes: 60
        case .hours: 3600
        case .days: 86_400
        case .weeks: 604_800
        }
    }

    public var description: String {
        count == 1 ? "1 \(unit.rawValue.dropLast())" : "\(count) \(unit.rawValue)"
    }
}
