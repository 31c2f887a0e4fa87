import HealthPlugin

/// Hand washing and tooth brushing: one point per event, summarised or not.
///
/// `Complete` from 20 s (hands) and 120 s (teeth) on. Source: section 3.4 of the wire format.
struct EventPoints: PointSource {
    private let samples: MetricSamples
    private let secondsNeeded: Double

    init(samples: MetricSamples) {
        self.samples = samples
        secondsNeeded = samples.selected.metric.name == "handwashing" ? 20 : 120
    }

    func footprint(of extent: Extent) -> Range<Instant> {
        extent.start..<extent.start.advanced(bySeconds: 1)
    }

    mutating func points(
        in window: SelectionWindow, _ emit: (MetricPoint) throws -> Void
    ) throws {
        var group = SecondGroup()
        try samples.forEach(.starting, window.range) { sample, stored in
            let word = sample.value >= secondsNeeded ? "Complete" : "Incomplete"
            let point = MetricPoint(
                date: sample.start, end: sample.end,
                content: .worded(sample.value, key: "value", word: word),
                source: samples.names(SourceSet(sample.rank.source)),
                touched: window.isNew(stored))
            try group.add(point, kind: 0, value: sample.value, emit)
        }
        try group.finish(emit)
    }
}
