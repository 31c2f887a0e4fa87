/// The statistics of one metric, streamed: samples go in by start, finished buckets come out in order.
///
/// Points come ordered by bucket, then by source where sources are kept apart, then by tag (``PointOrder`` puts tags in
/// the order of the wire); buckets without samples are neither visited nor passed. Memory holds what is open at the present moment: the samples that have not ended
/// yet and the sums of one bucket. The work is linear in the number of samples and of points.
///
/// Samples whose value is not finite are left out. Which samples must be passed: those that overlap the plan's limits
/// for sums, levels and whole samples; those that start inside for averages; for ``StatisticsRule/averageByEnd``
/// those that end inside.
public struct MetricStatistics {
    private struct Series {
        var tag: Int32
        var source: Int32
        var accumulator: any BucketAccumulator
    }

    private let rule: StatisticsRule
    private let limits: Range<Instant>
    private let separatesSources: Bool
    private let separatesTags: Bool
    private var cursor: BucketPlan.Cursor
    private var current: Range<Instant>?
    private var series: [Series] = []
    private var endOrder = EndOrder()

    /// - Parameters:
    ///   - separatesSources: One point per source instead of one for all.
    ///   - separatesTags: One point per ``RankedSample/tag``, each merged on its own.
    public init(
        rule: StatisticsRule, plan: BucketPlan, separatesSources: Bool = false,
        separatesTags: Bool = false
    ) {
        (self.rule, limits) = (rule, plan.limits)
        (self.separatesSources, self.separatesTags) = (separatesSources, separatesTags)
        cursor = BucketPlan.Cursor(plan)
    }

    /// Takes a sample; buckets that end before it starts are passed first.
    ///
    /// - Precondition: Starts never fall from call to call; samples of one start may come in any order.
    public mutating func add(
        _ sample: RankedSample, _ emit: (BucketPoint) throws -> Void
    ) rethrows {
        guard sample.value.isFinite else { return }
        guard rule == .averageByEnd else {
            try place(sample, emit)
            return
        }
        while let earlier = endOrder.next(endingBy: sample.start) { try place(earlier, emit) }
        endOrder.insert(sample)
    }

    /// Passes what is left. Afterwards the value can be used again.
    public mutating func finish(_ emit: (BucketPoint) throws -> Void) rethrows {
        while let rest = endOrder.next(endingBy: nil) { try place(rest, emit) }
        while current != nil { try closeBucket(emit) }
        series.removeAll()
    }

    private mutating func place(
        _ sample: RankedSample, _ emit: (BucketPoint) throws -> Void
    ) rethrows {
        guard let start = firstInstant(of: sample) else {
            if rule == .whole, sample.start < limits.lowerBound, sample.end > limits.lowerBound {
                series[seriesIndex(for: sample)].accumulator.observe(sample)
            }
            return
        }
        while let bucket = current, bucket.upperBound <= start { try closeBucket(emit) }
        let bucket = current ?? cursor.range(containing: start)
        current = bucket
        series[seriesIndex(for: sample)].accumulator.add(sample, in: bucket)
    }

    /// The first instant inside the limits at which a sample counts, if there is one.
    private func firstInstant(of sample: RankedSample) -> Instant? {
        switch rule {
        case .sum, .equivalentLevel:
            if sample.isMoment { break }
            let start = max(sample.start, limits.lowerBound)
            return start < min(sample.end, limits.upperBound) ? start : nil
        case .whole, .average, .averageByEnd, .averageByTime, .mostRecent: break
        }
        return limits.contains(sample.start) ? sample.start : nil
    }

    private mutating func closeBucket(_ emit: (BucketPoint) throws -> Void) rethrows {
        guard let bucket = current else { return }
        var isCarrying = false
        for index in series.indices {
            let point = series[index].accumulator.close(bucket)
            isCarrying = isCarrying || series[index].accumulator.isCarrying
            guard var point else { continue }
            if separatesTags { point.tag = series[index].tag }
            try emit(point)
        }
        let goesOn = isCarrying && bucket.upperBound < limits.upperBound
        current = goesOn ? cursor.range(containing: bucket.upperBound) : nil
    }

    private mutating func seriesIndex(for sample: RankedSample) -> Int {
        let tag = separatesTags ? sample.tag : 0
        let source = separatesSources ? sample.rank.source : 0
        // By index: an element of its own would be a copy, done for every sample.
        for index in series.indices
        where series[index].tag == tag && series[index].source == source {
            return index
        }
        let index = series.firstIndex { ($0.source, $0.tag) > (source, tag) } ?? series.endIndex
        series.insert(
            Series(tag: tag, source: source, accumulator: makeAccumulator()), at: index)
        return index
    }

    private func makeAccumulator() -> any BucketAccumulator {
        switch rule {
        case .sum: SumAccumulator(limits: limits)
        case .whole: WholeAccumulator()
        case .average, .averageByEnd: DiscreteAccumulator(.arithmetic)
        case .averageByTime: DiscreteAccumulator(.byTime)
        case .equivalentLevel: LevelAccumulator(limits: limits)
        case .mostRecent: DiscreteAccumulator(.newest)
        }
    }
}
