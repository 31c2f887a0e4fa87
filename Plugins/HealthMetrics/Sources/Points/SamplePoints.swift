import HealthPlugin

/// One point per sample, the value undivided. Source: section 3.2 of the wire format, Summarize off.
struct SamplePoints: PointSource {
    private let samples: MetricSamples
    private let recipe: SampleRecipe
    private let isWristTemperature: Bool
    private let isPressure: Bool

    init(samples: MetricSamples) {
        self.samples = samples
        let metric = samples.selected.metric
        recipe = SampleRecipe(metric)
        isWristTemperature = metric.shape == .wristTemperature
        isPressure = metric.shape == .bloodPressure
    }

    func footprint(of extent: Extent) -> Range<Instant> {
        extent.start..<extent.start.advanced(bySeconds: 1)
    }

    mutating func points(
        in window: SelectionWindow, _ emit: (MetricPoint) throws -> Void
    ) throws {
        var group = SecondGroup()
        try samples.forEach(.starting, window.range) { sample, stored in
            var point = MetricPoint(
                date: sample.start, end: sample.end,
                content: isPressure
                    ? .bloodPressure(systolic: sample.value, diastolic: sample.other)
                    : recipe.content(sample.value, tag: sample.tag),
                source: samples.names(SourceSet(sample.rank.source)),
                touched: window.isNew(stored))
            point.alwaysShowsRange = isWristTemperature
            try group.add(point, kind: sample.tag, value: sample.value, emit)
        }
        try group.finish(emit)
    }
}

extension SelectionWindow {
    /// Whether a record made of one sample is new.
    func isNew(_ sample: StoredSample) -> Bool {
        if case .all = touched { true } else { sample.generation > generation }
    }
}
