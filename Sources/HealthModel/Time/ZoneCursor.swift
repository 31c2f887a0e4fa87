/// Looks up offsets of many instants; O(1) as long as they stay between two transitions, whatever their
/// order.
public struct ZoneCursor: Sendable {
    public let zone: ZoneTable
    private var current: ZoneSpan

    public init(_ zone: ZoneTable) {
        self.zone = zone
        current = zone.span(at: 0)
    }

    /// Seconds east of UTC.
    public mutating func offset(at instant: Instant) -> Int32 {
        span(at: ZoneTable.clamp(instant)).offset
    }

    /// The day that a calendar on the wall shows.
    public mutating func date(of instant: Instant) -> CivilDate {
        let seconds = ZoneTable.clamp(instant)
        return ZoneTable.date(local: span(at: seconds).local(seconds))
    }

    mutating func span(at seconds: Int64) -> ZoneSpan {
        if !current.contains(seconds) { current = zone.span(at: seconds) }
        return current
    }
}
