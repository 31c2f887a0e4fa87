/// Merges cumulative samples: every instant counts from the best source that covers it.
///
/// A sweep through time. Each rank has a clock that runs while it is the best one covering; a sample's share of a
/// bucket is the time by which its rank's clock moved on while the sample and the bucket lasted, over the sample's
/// whole length. So a sample costs O(1) and one step for each bucket it spans, whatever lies beside it, and only
/// samples that are still open are kept. A sample that was never cut contributes its exact value.
struct SumAccumulator: BucketAccumulator {
    private struct Open {
        var end: Int64
        var value: Double
        /// Of the sample as recorded, in seconds.
        var length: Int64
        var slot: Int
        var source: Int32
        /// The clock of its rank when it started to count in this bucket.
        var mark: Int64
    }

    private let limits: Range<Instant>
    private var position = Int64.min
    private var cover = RankCover()
    /// Latest end first, so that the next to end is the last.
    private var open: [Open] = []
    /// Samples without length at ``position``; they wait for better ones that start at the same instant.
    private var moments: [RankedSample] = []

    private var sum = ExactSum()
    private var sources = SourceSet()
    private var count = 0

    init(limits: Range<Instant>) {
        self.limits = limits
    }

    var isCarrying: Bool { !open.isEmpty }

    mutating func add(_ sample: RankedSample, in bucket: Range<Instant>) {
        let start = max(sample.start, limits.lowerBound).seconds
        advance(to: start)
        guard !sample.isMoment else {
            moments.append(sample)
            return
        }
        let slot = cover.slot(of: sample.rank)
        let end = min(sample.end, limits.upperBound).seconds
        cover.cover(slot, until: end)
        let new = Open(
            end: end, value: sample.value, length: sample.seconds, slot: slot,
            source: sample.rank.source, mark: cover.clock(of: slot))
        var place = open.count
        while place > 0, open[place - 1].end < end { place -= 1 }
        open.insert(new, at: place)
    }

    mutating func close(_ bucket: Range<Instant>) -> BucketPoint? {
        advance(to: bucket.upperBound.seconds)
        for index in open.indices {
            count(open[index])
            open[index].mark = cover.clock(of: open[index].slot)
        }
        guard count > 0 else { return nil }
        var point = BucketPoint(bucket: bucket)
        (point.value, point.count, point.sources) = (sum.value, count, sources)
        sum.reset()
        (sources, count) = (SourceSet(), 0)
        return point
    }

    /// Moves on inside the present bucket.
    private mutating func advance(to target: Int64) {
        guard position < target else { return }
        if !moments.isEmpty { settleMoments() }
        while position < target {
            guard let best = cover.best(at: position) else {
                position = target
                return
            }
            var next = min(target, best.end)
            if let first = open.last { next = min(next, first.end) }
            cover.count(next - position, for: best.slot)
            position = next
            while let first = open.last, first.end <= position {
                count(first)
                open.removeLast()
            }
        }
    }

    private mutating func count(_ sample: Open) {
        let seconds = cover.clock(of: sample.slot) - sample.mark
        guard seconds > 0 else { return }
        let isWhole = seconds == sample.length
        add(
            isWhole
                ? sample.value : sample.value * Double(seconds) / Double(sample.length),
            from: sample.source)
    }

    private mutating func add(_ amount: Double, from source: Int32) {
        sum.add(amount)
        sources.insert(source)
        count += 1
    }

    /// Counts the moments of the best rank among them, unless a better one covers this instant.
    private mutating func settleMoments() {
        let covering = cover.best(at: position)?.rank
        let best = moments.map(\.rank).min()
        for moment in moments where moment.rank == best {
            if let covering, covering < moment.rank { continue }
            add(moment.value, from: moment.rank.source)
        }
        moments.removeAll(keepingCapacity: true)
    }
}
