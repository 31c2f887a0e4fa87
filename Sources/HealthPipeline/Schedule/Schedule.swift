public import HealthConfig
public import HealthModel

/// When one automation is due: a pure value, without clock and without memory.
///
/// Times of starting form a fixed grid, which neither restarts nor late runs shift:
/// - minutes and hours are counted in UTC from 1970, so that a change of the clocks does not touch them;
/// - days are counted in the automation's zone, one time a day; of `N days` those whose number since 1970-01-01 is a multiple of N;
/// - weeks begin as `week_start` says, and their first day counts; of `N weeks` every Nth since 1970.
///
/// Days and weeks start `at` their time, at midnight when there is none. A time that does not exist on a day is the
/// instant at which the clocks jump; of one that exists twice the first counts.
///
/// Every automation is some seconds late, always equally, so that automations and machines do not start together: at
/// most a twentieth of the cadence and five minutes, with `at` less than a minute.
public struct Schedule: Hashable, Sendable {
    /// When to start, and why.
    public struct Due: Hashable, Sendable {
        /// In the past when it is due already.
        public var at: Instant
        /// The machine was off or asleep when it was due; however often that was, it is caught up once.
        public var isMissed: Bool
    }

    /// A run that could not start within this time was missed.
    public static let graceSeconds: Int64 = 120
    static let jitterSecondsMax: Int64 = 300

    private let grid: Grid
    let jitterSeconds: Int64

    private enum Grid: Hashable {
        /// Seconds between two starts.
        case steady(Int64)
        /// Every `days`th local day counted from day number `first`.
        case daily(days: Int32, first: Int32, secondsOfDay: Int, ZoneTable)
    }

    /// - Parameters:
    ///   - at: Only with a cadence of days or weeks.
    ///   - identity: The automation's id, which decides how late it is.
    public init(
        every cadence: Cadence, at: ClockTime?, zone: ZoneTable, weekStart: WeekStart,
        identity: String
    ) {
        let interval = Int64(cadence.count * cadence.secondsOfUnit)
        var latest = min(interval / 20, Self.jitterSecondsMax)
        if cadence.isWholeDays {
            let isWeekly = cadence.unit == .weeks
            // 1970-01-01 was a Thursday: the first Monday is day 4, the first Sunday day 3.
            let first: Int32 = isWeekly ? (weekStart == .monday ? 4 : 3) : 0
            if at != nil { latest = 59 }
            grid = .daily(
                days: Int32(clamping: cadence.count * (isWeekly ? 7 : 1)), first: first,
                secondsOfDay: (at?.hour ?? 0) * 3600 + (at?.minute ?? 0) * 60, zone)
        } else {
            grid = .steady(interval)
        }
        jitterSeconds = Int64(Self.hash(identity) % UInt64(latest + 1))
    }

    /// When an automation is due that last started at some time.
    ///
    /// - Parameters:
    ///   - last: The start of its newest run, however that was started; `nil`: it never ran, and is due at once. A start in
    ///     the future says that the clock was wrong, and counts as one at present.
    ///   - now: The present.
    public func due(after last: Instant?, now: Instant) -> Due {
        guard let last else { return Due(at: now, isMissed: false) }
        let due = first(after: min(last, now))
        return Due(at: due, isMissed: now.seconds(since: due) > Self.graceSeconds)
    }

    /// The grid's first time behind an instant.
    public func first(after instant: Instant) -> Instant {
        let bare = instant.advanced(bySeconds: -jitterSeconds)
        return firstOfGrid(after: bare).advanced(bySeconds: jitterSeconds)
    }

    private func firstOfGrid(after instant: Instant) -> Instant {
        switch grid {
        case .steady(let interval):
            return Instant(seconds: (Self.floor(instant.seconds, by: interval) + 1) * interval)
        case .daily(let days, let first, let secondsOfDay, let zone):
            // Where clocks jump, a day's time can lie on the day behind it, so we begin one day early.
            let day = Int64(zone.date(of: instant).dayNumber) - 1
            var number =
                Self.floor(day - Int64(first), by: Int64(days)) * Int64(days) + Int64(first)
            while true {
                let date = CivilDate(dayNumber: Int32(clamping: number))
                let start = zone.instant(date, secondsOfDay: secondsOfDay)
                if start > instant || number > Int64(Int32.max) { return start }
                number += Int64(days)
            }
        }
    }

    private static func floor(_ number: Int64, by divisor: Int64) -> Int64 {
        number / divisor - (number % divisor < 0 ? 1 : 0)
    }

    /// FNV-1a: the same on every machine and in every version.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}
