/// Cuts time into buckets by the local clock of a zone: a gapless sequence of half-open ranges.
///
/// Days, weeks, months and years begin at local midnight and last as long as they last: a day has 23 to 25
/// hours where the offset changes. An hour that the clock shows twice is two buckets, which begin at
/// different instants; the same holds for minutes. Where the clock is turned back by less than a bucket's
/// length, the bucket grows by it: an hour has 90 minutes in a zone that turns back by 30.
public struct Buckets: Hashable, Sendable {
    public let zone: ZoneTable
    public let grouping: Grouping
    public let weekStart: WeekStart

    public init(zone: ZoneTable, grouping: Grouping, weekStart: WeekStart = .monday) {
        (self.zone, self.grouping, self.weekStart) = (zone, grouping, weekStart)
    }

    /// So far from the ends of what a zone's table answers for that every bucket has its end there; instants beyond
    /// count as these, some four million years away.
    private static let secondsMax = ZoneTable.instantMax - ZoneTable.cycleLength

    /// The bucket that holds an instant. O(log transitions); see ``BucketCursor`` for many.
    public func range(containing instant: Instant) -> Range<Instant> {
        var cursor = ZoneCursor(zone)
        return range(containing: instant, &cursor)
    }

    func range(containing instant: Instant, _ cursor: inout ZoneCursor) -> Range<Instant> {
        let seconds = min(max(instant.seconds, -Self.secondsMax), Self.secondsMax)
        return switch grouping {
        case .seconds: Instant(seconds: seconds)..<Instant(seconds: seconds + 1)
        case .default, .minutes: clockRange(containing: seconds, size: 60, &cursor)
        case .hours: clockRange(containing: seconds, size: 3600, &cursor)
        case .days, .weeks, .months, .years: dayRange(containing: seconds, &cursor)
        }
    }

    /// The bucket as a range of days; only for groupings of days and more.
    ///
    /// The first day is the bucket's name, also where the zone skipped that day.
    func days(around date: CivilDate) -> Range<CivilDate> {
        let (year, month, _) = date.components
        switch grouping {
        case .weeks:
            let weekday = weekStart == .monday ? date.weekday : (date.weekday + 1) % 7
            let first = date.advanced(byDays: -weekday)
            return first..<first.advanced(byDays: 7)
        case .months:
            let next = month == 12 ? (year + 1, 1) : (year, month + 1)
            return Buckets.day(year, month)..<Buckets.day(next.0, next.1)
        case .years:
            return Buckets.day(year, 1)..<Buckets.day(year + 1, 1)
        case .default, .seconds, .minutes, .hours, .days:
            return date..<date.advanced(byDays: 1)
        }
    }

    private static func day(_ year: Int, _ month: Int) -> CivilDate {
        CivilDate(
            dayNumber: Int32(clamping: CivilDate.dayNumber(year: year, month: month, day: 1)))
    }

    private func dayRange(containing seconds: Int64, _ cursor: inout ZoneCursor) -> Range<Instant> {
        let date = ZoneTable.date(local: cursor.span(at: seconds).local(seconds))
        var days = days(around: date)
        var start = zone.start(of: days.lowerBound)
        var end = zone.start(of: days.upperBound)
        // Where the clock is turned back over midnight, the evening comes again after the next day has
        // begun. A bucket is one stretch of time, so that second evening belongs to the next day.
        while end.seconds <= seconds {
            days = self.days(around: days.upperBound)
            (start, end) = (end, zone.start(of: days.upperBound))
        }
        return start..<end
    }
}
