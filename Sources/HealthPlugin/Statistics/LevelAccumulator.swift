import Glibc

/// The equivalent continuous level of sound: the level whose energy is the mean energy over time.
///
/// 10·log10(Σ t·10^(L/10) / Σ t) over the overlap of samples and bucket (IEC 61672-1); a sample without length
/// counts for a second. All sources count.
struct LevelAccumulator: BucketAccumulator {
    private let limits: Range<Instant>
    private var open: [RankedSample] = []
    private var energy = ExactSum()
    private var seconds: Int64 = 0
    private var count = 0
    private var sources = SourceSet()
    private var minimum = 0.0
    private var maximum = 0.0

    init(limits: Range<Instant>) {
        self.limits = limits
    }

    var isCarrying: Bool { !open.isEmpty }

    mutating func add(_ sample: RankedSample, in bucket: Range<Instant>) {
        guard !sample.isMoment else {
            count(sample, seconds: 1)
            return
        }
        var sample = sample
        sample.end = min(sample.end, limits.upperBound)
        open.append(sample)
    }

    mutating func close(_ bucket: Range<Instant>) -> BucketPoint? {
        for sample in open {
            let overlap = (sample.start..<sample.end).clamped(to: bucket)
            count(sample, seconds: overlap.upperBound.seconds(since: overlap.lowerBound))
        }
        open.removeAll { $0.end <= bucket.upperBound }
        guard count > 0 else { return nil }
        var point = BucketPoint(bucket: bucket)
        (point.count, point.sources) = (count, sources)
        (point.minimum, point.maximum) = (minimum, maximum)
        // Equal levels stay as they are, without the rounding of two logarithms.
        point.value =
            minimum == maximum ? minimum : 10 * log10(energy.value / Double(seconds))
        energy.reset()
        (seconds, count, sources) = (0, 0, SourceSet())
        return point
    }

    private mutating func count(_ sample: RankedSample, seconds: Int64) {
        guard seconds > 0 else { return }
        energy.add(Double(seconds) * pow(10, sample.value / 10))
        self.seconds += seconds
        (minimum, maximum) =
            count == 0
            ? (sample.value, sample.value)
            : (min(minimum, sample.value), max(maximum, sample.value))
        count += 1
        sources.insert(sample.rank.source)
    }
}
