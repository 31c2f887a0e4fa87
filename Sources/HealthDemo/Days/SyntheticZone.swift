public import HealthModel

/// The zone in which the invented person lives: a fixed offset, or one with the European summer time.
///
/// The rule is written here instead of being read from the zone database, so that an archive does not
/// depend on the machine that makes it. Since 1996 summer time runs from the last Sunday of March to the
/// last Sunday of October, both changes at 01:00 UTC.
public struct SyntheticZone: Sendable, Hashable {
    /// The IANA name that gives the same local time from 1996 on.
    public let name: String
    /// Seconds east of UTC in winter.
    public let winterOffset: Int
    public let hasSummerTime: Bool

    public static let berlin = SyntheticZone(
        name: "Europe/Berlin", winterOffset: 3600, hasSummerTime: true
    )
    public static let utc = SyntheticZone(name: "UTC", winterOffset: 0, hasSummerTime: false)
    /// Half an hour off the full ones, for what must not take hours for granted.
    public static let kolkata = SyntheticZone(
        name: "Asia/Kolkata", winterOffset: 19_800, hasSummerTime: false
    )

    /// Seconds east of UTC at an instant.
    public func offset(at instant: Instant) -> Int {
        guard hasSummerTime else { return winterOffset }
        let day = Self.floorDivide(instant.seconds, 86_400)
        let year = CivilDate(dayNumber: Int32(clamping: day)).components.year
        let isSummer =
            instant.seconds >= Self.change(year: year, month: 3)
            && instant.seconds < Self.change(year: year, month: 10)
        return winterOffset + (isSummer ? 3600 : 0)
    }

    /// The first instant of a local day; its length is 23, 24 or 25 hours.
    public func midnight(of date: CivilDate) -> Instant {
        // Changes happen after 01:00 local time in Europe, so midnight has the offset of the day before.
        let guess = Instant(seconds: Int64(date.dayNumber) * 86_400 - Int64(winterOffset))
        return guess.advanced(bySeconds: Int64(winterOffset - offset(at: guess)))
    }

    /// The local day of an instant.
    public func date(of instant: Instant) -> CivilDate {
        let local = instant.seconds + Int64(offset(at: instant))
        return CivilDate(dayNumber: Int32(clamping: Self.floorDivide(local, 86_400)))
    }

    static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
        value >= 0 ? value / divisor : (value - divisor + 1) / divisor
    }

    /// 01:00 UTC on the last Sunday of a month that has 31 days.
    private static func change(year: Int, month: Int) -> Int64 {
        guard let last = CivilDate(year: year, month: month, day: 31) else { return .max }
        let sunday = Int(last.dayNumber) - (last.weekday + 1) % 7
        return Int64(sunday) * 86_400 + 3600
    }
}
