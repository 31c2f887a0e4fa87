/// Counts samples whole where they start, unless a better source covers that instant: hours stood, events.
struct WholeAccumulator: BucketAccumulator {
    /// More kinds than any metric has; a larger tag counts as the last.
    private static let tagsMax: Int32 = 16

    private var position = Int64.min
    private var cover = RankCover()
    /// The samples that start at ``position``.
    private var waiting: [RankedSample] = []

    private var sum = ExactSum()
    private var sources = SourceSet()
    private var count = 0
    private var tallies: [Double] = []

    var isCarrying: Bool { false }

    mutating func add(_ sample: RankedSample, in bucket: Range<Instant>) {
        if sample.start.seconds > position { settle() }
        position = sample.start.seconds
        waiting.append(sample)
        if !sample.isMoment {
            cover.cover(cover.slot(of: sample.rank), until: sample.end.seconds)
        }
    }

    mutating func observe(_ sample: RankedSample) {
        cover.cover(cover.slot(of: sample.rank), until: sample.end.seconds)
    }

    mutating func close(_ bucket: Range<Instant>) -> BucketPoint? {
        settle()
        guard count > 0 else { return nil }
        var point = BucketPoint(bucket: bucket)
        (point.value, point.count, point.sources) = (sum.value, count, sources)
        point.tallies = tallies
        sum.reset()
        (sources, count, tallies) = (SourceSet(), 0, [])
        return point
    }

    private mutating func settle() {
        guard !waiting.isEmpty else { return }
        let covering = cover.best(at: position)?.rank
        let moment = waiting.filter(\.isMoment).map(\.rank).min()
        for sample in waiting {
            if let covering, covering < sample.rank { continue }
            if let moment, moment < sample.rank { continue }
            count(sample)
        }
        waiting.removeAll(keepingCapacity: true)
    }

    private mutating func count(_ sample: RankedSample) {
        sum.add(sample.value)
        sources.insert(sample.rank.source)
        count += 1
        let tag = Int(min(max(sample.tag, 0), WholeAccumulator.tagsMax - 1))
        while tallies.count <= tag { tallies.append(0) }
        tallies[tag] += sample.value
    }
}
