/// The offsets of one IANA time zone over all time, read from a compiled zone file (TZif).
///
/// The file lists transitions up to some year and ends with a rule for the time after. The rule is written
/// out for 400 years behind the last listed transition; as the Gregorian calendar repeats every 400 years to
/// the second, later instants are looked up in those years, so the rule holds exactly and for ever. Before
/// the first transition the file's first offset holds. Transitions that do not change the offset are dropped.
///
/// Instants beyond ±2⁴⁷ s (some 4 million years) are treated as if they were at that limit.
public struct ZoneTable: Hashable, Sendable {
    /// The IANA name, as given to the initializer.
    public let name: String
    /// The first instant of each span, ascending; the first entry is "without limit".
    let starts: [Int64]
    /// The offset of each span, in seconds east of UTC; equal in number to ``starts``.
    let offsets: [Int32]
    /// The 400 years that stand for all later ones; absent when the last offset stays for ever.
    let cycle: Range<Int64>?

    /// UTC, without a zone file.
    public static let utc = ZoneTable(
        name: "UTC", starts: [-ZoneSpan.unlimited], offsets: [0], cycle: nil)

    init(name: String, starts: [Int64], offsets: [Int32], cycle: Range<Int64>?) {
        assert(starts.count == offsets.count && starts.first == -ZoneSpan.unlimited)
        (self.name, self.starts, self.offsets, self.cycle) = (name, starts, offsets, cycle)
    }

    /// Seconds east of UTC. O(log transitions); see ``ZoneCursor`` for many instants in order.
    public func offset(at instant: Instant) -> Int32 {
        span(at: ZoneTable.clamp(instant)).offset
    }

    /// The day that a calendar on the wall shows.
    public func date(of instant: Instant) -> CivilDate {
        let seconds = ZoneTable.clamp(instant)
        return ZoneTable.date(local: span(at: seconds).local(seconds))
    }

    /// The first instant of a local day; of a day that a zone skipped, the instant at which it jumped.
    ///
    /// Where midnight does not exist this is the first instant behind the gap; where it occurs twice, the
    /// first of the two.
    public func start(of date: CivilDate) -> Instant {
        instant(date, secondsOfDay: 0)
    }

    /// The instant at which the local clock shows a time: the first of two when it shows it twice, and
    /// the instant of the transition when it never does.
    ///
    /// - Parameter secondsOfDay: What the clock shows, 0 ..< 86400; other values run on into other days.
    public func instant(_ date: CivilDate, secondsOfDay: Int) -> Instant {
        let wanted = ZoneTable.clamp(
            Instant(seconds: Int64(date.dayNumber) * 86_400 + Int64(Int32(clamping: secondsOfDay))))
        // The first instant whose local clock has come as far as `wanted`. No span that ends a largest
        // offset before it can have.
        var span = span(at: wanted - Int64(ZoneTable.offsetMax))
        while span.end < ZoneSpan.unlimited, span.local(span.end) <= wanted {
            span = self.span(at: span.end)
        }
        return Instant(seconds: max(span.start, wanted - Int64(span.offset)))
    }
}

extension ZoneTable {
    /// Offsets lie between -26 and 26 hours; a file with others is refused. RFC 9636, 3.2.
    static let offsetMax: Int32 = 26 * 3600
    /// 400 Gregorian years: 146,097 days, which is a whole number of weeks.
    static let cycleLength: Int64 = 146_097 * 86_400
    static let instantMax: Int64 = 1 << 47

    static func clamp(_ instant: Instant) -> Int64 {
        min(max(instant.seconds, -instantMax), instantMax)
    }

    static func date(local: Int64) -> CivilDate {
        CivilDate(dayNumber: Int32(clamping: floorDivide(local, by: 86_400)))
    }

    /// The span that holds an instant, which the caller has clamped.
    func span(at seconds: Int64) -> ZoneSpan {
        guard let cycle, seconds >= cycle.upperBound else { return listedSpan(at: seconds) }
        let cycles = (seconds - cycle.lowerBound) / ZoneTable.cycleLength
        let shift = cycles * ZoneTable.cycleLength
        var span = listedSpan(at: seconds - shift)
        span.start += shift
        span.end += shift
        return span
    }

    private func listedSpan(at seconds: Int64) -> ZoneSpan {
        var (low, high) = (0, starts.count)
        // Invariant: starts[low] <= seconds, and starts[high] > seconds or high is the end.
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= seconds { low = middle } else { high = middle }
        }
        let end = high < starts.count ? starts[high] : ZoneSpan.unlimited
        return ZoneSpan(start: starts[low], end: end, offset: offsets[low])
    }
}
