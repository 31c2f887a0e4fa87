/// Averages, extremes and the newest value of the samples that start in a bucket. All sources count.
struct DiscreteAccumulator: BucketAccumulator {
    enum Mean { case arithmetic, byTime, newest }

    /// How long a value without a length counts at most when no other follows.
    static let holdMax: Int64 = 300

    private let mean: Mean
    private var count = 0
    private var sum = ExactSum()
    private var otherSum = ExactSum()
    private var sources = SourceSet()
    private var minimum = 0.0
    private var maximum = 0.0
    /// The last sample in the order (start, end, source, value). Its weight is known when the next one starts.
    private var last: RankedSample?
    private var weighted = ExactSum()
    private var weight: Int64 = 0

    init(_ mean: Mean) {
        self.mean = mean
    }

    var isCarrying: Bool { false }

    mutating func add(_ sample: RankedSample, in bucket: Range<Instant>) {
        (minimum, maximum) =
            count == 0
            ? (sample.value, sample.value)
            : (min(minimum, sample.value), max(maximum, sample.value))
        count += 1
        sources.insert(sample.rank.source)
        switch mean {
        case .arithmetic:
            sum.add(sample.value)
            otherSum.add(sample.other)
        case .byTime, .newest:
            guard let last else {
                self.last = sample
                return
            }
            // Samples of one instant may come in any order of their sources.
            let isLater = RankedSample.precedes(last, sample)
            let (earlier, later) = isLater ? (last, sample) : (sample, last)
            weigh(earlier, until: min(later.start, bucket.upperBound), in: bucket)
            self.last = later
        }
    }

    mutating func close(_ bucket: Range<Instant>) -> BucketPoint? {
        guard count > 0 else { return nil }
        var point = BucketPoint(bucket: bucket)
        (point.count, point.sources) = (count, sources)
        (point.minimum, point.maximum) = (minimum, maximum)
        switch mean {
        case .arithmetic:
            point.value = count == 1 ? minimum : sum.value / Double(count)
            point.other = otherSum.value / Double(count)
        case .newest:
            point.value = last?.value ?? 0
        case .byTime:
            if let last { weigh(last, until: bucket.upperBound, in: bucket) }
            point.value = minimum == maximum ? minimum : weighted.value / Double(weight)
        }
        reset()
        return point
    }

    /// A sample with a length counts for that length, one without until the next begins or for ``holdMax``; neither
    /// beyond the bucket.
    private mutating func weigh(
        _ sample: RankedSample, until next: Instant, in bucket: Range<Instant>
    ) {
        guard mean == .byTime else { return }
        let end =
            sample.isMoment
            ? min(next, sample.start.advanced(bySeconds: DiscreteAccumulator.holdMax))
            : min(sample.end, bucket.upperBound)
        let seconds = end.seconds(since: sample.start)
        weighted.add(sample.value * Double(seconds))
        weight += seconds
    }

    private mutating func reset() {
        (count, weight, last, sources) = (0, 0, nil, SourceSet())
        sum.reset()
        otherSum.reset()
        weighted.reset()
    }
}
