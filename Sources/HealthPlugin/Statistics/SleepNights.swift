/// Puts segments of sleep together to nights, streamed.
///
/// A night runs from noon to noon of the local clock and is named by the day on which it ends; a segment belongs to
/// the night in which it starts. The stages of a night come from the best source that recorded sleep in it, the time in
/// bed from the best that recorded that; a night without either is none. Section 3.5 of the wire format; why it is so:
/// <doc:Statistics>. Memory holds the segments of one night.
public struct SleepNights {
    private struct Segment {
        var span: Range<Instant>
        var stage: SleepStage
        var rank: SourceRank
    }

    private let zone: ZoneTable
    private let separatesSources: Bool
    private var night: Range<Instant>?
    private var date = CivilDate(dayNumber: 0)
    private var segments: [Segment] = []

    /// - Parameter separatesSources: One night per source instead of one for all.
    public init(zone: ZoneTable, separatesSources: Bool = false) {
        (self.zone, self.separatesSources) = (zone, separatesSources)
    }

    /// Takes a segment; the night before it is passed when this one begins another.
    ///
    /// - Precondition: Starts never fall from call to call.
    public mutating func add(
        start: Instant, end: Instant, stage: SleepStage, rank: SourceRank,
        _ emit: (SleepNight) throws -> Void
    ) rethrows {
        if let night, !night.contains(start) { try finish(emit) }
        if night == nil {
            date = SleepNights.date(ofSegmentAt: start, zone: zone)
            night = SleepNights.range(of: date, zone: zone)
        }
        segments.append(Segment(span: start..<max(start, end), stage: stage, rank: rank))
    }

    /// Passes the last night.
    public mutating func finish(_ emit: (SleepNight) throws -> Void) rethrows {
        defer {
            segments.removeAll(keepingCapacity: true)
            night = nil
        }
        guard separatesSources else {
            if let night = SleepNights.night(date, segments) { try emit(night) }
            return
        }
        for source in Set(segments.map(\.rank.source)).sorted() {
            let own = segments.filter { $0.rank.source == source }
            if let night = SleepNights.night(date, own) { try emit(night) }
        }
    }

    /// The day by which the night of a segment is named.
    public static func date(ofSegmentAt start: Instant, zone: ZoneTable) -> CivilDate {
        let day = zone.date(of: start)
        return start >= zone.instant(day, secondsOfDay: 43_200) ? day.advanced(byDays: 1) : day
    }

    /// From noon to noon: the starts of the segments of a night.
    public static func range(of date: CivilDate, zone: ZoneTable) -> Range<Instant> {
        let noon = zone.instant(date, secondsOfDay: 43_200)
        return zone.instant(date.advanced(byDays: -1), secondsOfDay: 43_200)..<noon
    }

    private static func night(_ date: CivilDate, _ segments: [Segment]) -> SleepNight? {
        func best(_ matches: (SleepStage) -> Bool) -> Int32? {
            segments.filter { matches($0.stage) }.map(\.rank).min()?.source
        }
        func spans(_ source: Int32?, _ matches: (SleepStage) -> Bool) -> [Range<Instant>] {
            segments.filter { $0.rank.source == source && matches($0.stage) }.map(\.span)
        }
        func seconds(_ source: Int32?, _ stage: SleepStage) -> Int64 {
            TimeSpans.seconds(spans(source) { $0 == stage })
        }

        let sleeper = best(\.isSleep)
        let bed = best { $0 == .inBed }
        let asleep = spans(sleeper, \.isSleep)
        let inBed = spans(bed) { $0 == .inBed }
        let sleepEnds = TimeSpans.hull(asleep) ?? TimeSpans.hull(inBed)
        let bedEnds = TimeSpans.hull(inBed) ?? sleepEnds
        guard let sleepEnds, let bedEnds else { return nil }
        var sources = SourceSet()
        if let sleeper { sources.insert(sleeper) }
        if let bed { sources.insert(bed) }
        return SleepNight(
            date: date, totalSleep: TimeSpans.seconds(asleep),
            asleep: seconds(sleeper, .asleep), core: seconds(sleeper, .core),
            deep: seconds(sleeper, .deep), rem: seconds(sleeper, .rem),
            awake: seconds(sleeper, .awake), inBed: TimeSpans.seconds(inBed),
            sleepStart: sleepEnds.lowerBound, sleepEnd: sleepEnds.upperBound,
            inBedStart: bedEnds.lowerBound, inBedEnd: bedEnds.upperBound, sources: sources)
    }
}
