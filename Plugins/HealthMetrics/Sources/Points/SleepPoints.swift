import HealthPlugin

/// One object a night. Source: section 3.5 of the wire format, Summarize on.
struct NightPoints: PointSource {
    private let samples: MetricSamples
    private let zone: ZoneTable
    private let separatesSources: Bool
    /// No night is named by a day whose midnight is farther from its segments.
    private static let margin: Int64 = 36 * 3600

    init(samples: MetricSamples, zone: ZoneTable, separatesSources: Bool) {
        (self.samples, self.zone, self.separatesSources) = (samples, zone, separatesSources)
    }

    func footprint(of extent: Extent) -> Range<Instant> {
        let date = SleepNights.date(ofSegmentAt: extent.start, zone: zone)
        return zone.start(of: date)..<zone.start(of: date.advanced(byDays: 1))
    }

    mutating func points(
        in window: SelectionWindow, _ emit: (MetricPoint) throws -> Void
    ) throws {
        guard !window.range.isEmpty else { return }
        let segments =
            window.range.lowerBound.advanced(
                bySeconds: -Self.margin)..<window.range.upperBound.advanced(bySeconds: Self.margin)
        var nights = SleepNights(zone: zone, separatesSources: separatesSources)
        try samples.forEachSegment(segments) { sample, stage, _ in
            try nights.add(
                start: sample.start, end: sample.end, stage: stage, rank: sample.rank
            ) { try pass($0, in: window, emit) }
        }
        try nights.finish { try pass($0, in: window, emit) }
    }

    private func pass(
        _ night: SleepNight, in window: SelectionWindow, _ emit: (MetricPoint) throws -> Void
    ) throws {
        let date = zone.start(of: night.date)
        guard window.range.contains(date) else { return }
        let end = zone.start(of: night.date.advanced(byDays: 1))
        try emit(
            MetricPoint(
                date: date, end: end, content: .night(NightFigures(night)),
                source: samples.names(night.sources), touched: window.isTouched(date..<end)))
    }
}

/// One object a segment, of all sources, overlapping as recorded. Section 3.5, Summarize off.
struct SegmentPoints: PointSource {
    private let samples: MetricSamples

    init(samples: MetricSamples) {
        self.samples = samples
    }

    func footprint(of extent: Extent) -> Range<Instant> {
        extent.start..<extent.start.advanced(bySeconds: 1)
    }

    mutating func points(
        in window: SelectionWindow, _ emit: (MetricPoint) throws -> Void
    ) throws {
        var group: [MetricPoint] = []
        func passGroup() throws {
            // By start, end, value: the order of segments differs from that of other points.
            for point in group.sorted(by: Self.precedes) { try emit(point) }
            group.removeAll(keepingCapacity: true)
        }
        try samples.forEach(.starting, window.range) { sample, stored in
            guard let word = word(of: stored) else { return samples.warnOfStage() }
            if let first = group.first, first.date != sample.start { try passGroup() }
            group.append(
                MetricPoint(
                    date: sample.start, end: sample.end,
                    content: .segment(
                        hours: SleepNight.hours(sample.seconds), value: word),
                    source: samples.names(SourceSet(sample.rank.source)),
                    touched: window.isNew(stored)))
        }
        try passGroup()
    }

    /// A word of a payload that names no stage is sent as it came; a constant that nobody knows is not.
    private func word(of sample: StoredSample) -> String? {
        guard case .text(let text) = sample.value, !text.isEmpty else { return nil }
        return SleepStage(recorded: text)?.title ?? (text.hasPrefix("HK") ? nil : text)
    }

    private static func precedes(_ left: MetricPoint, _ right: MetricPoint) -> Bool {
        guard case .segment(_, let leftValue) = left.content,
            case .segment(_, let rightValue) = right.content
        else { return false }
        return (left.end, leftValue, left.source) < (right.end, rightValue, right.source)
    }
}

extension MetricSamples {
    /// Passes the segments of sleep that start in a range; those of an unknown stage are left out and counted.
    fileprivate func forEachSegment(
        _ range: Range<Instant>,
        _ body: (RankedSample, SleepStage, StoredSample) throws -> Void
    ) throws {
        try forEach(.starting, range) { sample, stored in
            guard case .text(let text) = stored.value, let stage = SleepStage(recorded: text) else {
                return warnOfStage()
            }
            try body(sample, stage, stored)
        }
    }
}
