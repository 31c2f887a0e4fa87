/// The period of an automation; raw values are those of the configuration.
public enum DateRange: String, Sendable, CaseIterable {
    /// From yesterday's midnight until now.
    case `default`
    case sinceLastSync = "since_last_sync"
    case today
    case yesterday
    /// The seven full days before today.
    case previous7Days = "previous_7_days"

    /// The word in the header `automation-period` of a manual export, which has no name here.
    public static let manualTitle = "Manual"

    /// As it stands in the header `automation-period`.
    public var title: String {
        switch self {
        case .default: "Default"
        case .sinceLastSync: "Since Last Sync"
        case .today: "Today"
        case .yesterday: "Yesterday"
        case .previous7Days: "Previous 7 Days"
        }
    }

    /// The half-open range that the period has at a moment; `nil` for since last sync, which selects by arrival.
    public func range(now: Instant, zone: ZoneTable) -> Range<Instant>? {
        let today = zone.date(of: now)
        let midnight = zone.start(of: today)
        let from =
            switch self {
            case .sinceLastSync: Instant?.none
            case .today: midnight
            case .default, .yesterday: zone.start(of: today.advanced(byDays: -1))
            case .previous7Days: zone.start(of: today.advanced(byDays: -7))
            }
        guard let from else { return nil }
        switch self {
        case .sinceLastSync, .default, .today: return from..<max(from, now)
        case .yesterday, .previous7Days: return from..<midnight
        }
    }

    /// All instants of the days from `first` to `last`, both included; empty when `last` is earlier.
    public static func days(from first: CivilDate, through last: CivilDate, zone: ZoneTable)
        -> Range<Instant>
    {
        let start = zone.start(of: first)
        return start..<max(start, zone.start(of: last.advanced(byDays: 1)))
    }
}
