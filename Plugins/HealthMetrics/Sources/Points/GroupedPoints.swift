import HealthPlugin

/// One point per bucket that is not empty, and per kind or source where those are kept apart.
struct GroupedPoints: PointSource {
    private let samples: MetricSamples
    private let buckets: Buckets
    private let separatesSources: Bool
    private let separatesTags: Bool
    private let rule: StatisticsRule
    private let shape: MetricShape
    private let recipe: SampleRecipe

    /// - Parameter separatesKinds: Meal times and reasons are points of their own; in CSV they are not.
    init(
        samples: MetricSamples, buckets: Buckets, separatesSources: Bool, separatesKinds: Bool
    ) {
        (self.samples, self.buckets, self.separatesSources) = (samples, buckets, separatesSources)
        let metric = samples.selected.metric
        shape = metric.shape
        recipe = SampleRecipe(metric)
        // Events have no rule of their own: only CSV puts them into buckets, and adds their seconds.
        rule = metric.statisticsRule ?? .whole
        separatesTags = separatesKinds && (shape == .bloodGlucose || shape == .insulin)
    }

    func footprint(of extent: Extent) -> Range<Instant> {
        let first = buckets.range(containing: extent.start)
        let end = extent.spread.end
        guard reachesOver, end > first.upperBound else { return first }
        let last = end.advanced(bySeconds: rule == .averageByEnd ? 0 : -1)
        return first.lowerBound..<buckets.range(containing: last).upperBound
    }

    mutating func points(
        in window: SelectionWindow, _ emit: (MetricPoint) throws -> Void
    ) throws {
        let plan = BucketPlan(buckets, covering: window.range)
        var statistics = MetricStatistics(
            rule: rule, plan: plan, separatesSources: separatesSources,
            separatesTags: separatesTags)
        var order = PointOrder()
        try samples.forEach(reachesOver ? .overlapping : .starting, plan.limits) { sample, stored in
            guard !reachesOver || !stored.extent.isTooLong else {
                if plan.limits.contains(sample.start) { samples.warnOfLength() }
                return
            }
            try statistics.add(sample) { point in
                try order.add(point, names: samples.ranker.sources) {
                    try emit(metricPoint($0, source: $1, in: window))
                }
            }
        }
        try statistics.finish { point in
            try order.add(point, names: samples.ranker.sources) {
                try emit(metricPoint($0, source: $1, in: window))
            }
        }
        try order.finish { try emit(metricPoint($0, source: $1, in: window)) }
    }

    /// Whether a sample counts in buckets in which it does not start.
    private var reachesOver: Bool {
        switch rule {
        case .sum, .equivalentLevel, .averageByEnd, .whole: true
        case .average, .averageByTime, .mostRecent: false
        }
    }

    private func metricPoint(
        _ point: BucketPoint, source: String, in window: SelectionWindow
    ) -> MetricPoint {
        MetricPoint(
            date: point.bucket.lowerBound, end: point.bucket.upperBound,
            content: content(of: point), source: source, touched: window.isTouched(point.bucket))
    }

    private func content(of point: BucketPoint) -> MetricPoint.Content {
        switch shape {
        case .heartRate:
            .heartRate(
                minimum: point.minimum, average: point.value, maximum: point.maximum)
        case .bloodPressure: .bloodPressure(systolic: point.value, diastolic: point.other)
        case .sexualActivity:
            .sexualActivity(
                unspecified: point.tally(0), protected: point.tally(1),
                unprotected: point.tally(2))
        case .standHour, .event: .quantity(point.tally(0))
        case .standard, .wristTemperature, .bloodGlucose, .insulin, .sleep, .mindfulMinutes:
            separatesTags
                ? recipe.content(point.value, tag: point.tag) : .quantity(point.value)
        }
    }
}

extension BucketPoint {
    fileprivate func tally(_ tag: Int) -> Double {
        tag < tallies.count ? tallies[tag] : 0
    }
}
