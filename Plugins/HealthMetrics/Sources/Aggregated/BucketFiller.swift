import HealthPlugin

/// Reads the documents of one metric in order of time and makes the points of buckets that have no samples.
///
/// The longest buckets count first: a document that lies in the bucket of another one is contained in it. Memory
/// holds the documents of one start and the sums of one bucket.
final class BucketFiller {
    private let metric: SelectedMetric
    private let rule: FillRule
    private let window: SelectionWindow
    private let pager: DocumentPager
    private let sink: any RecordSink

    /// Documents of one start.
    private var held: [SpanChoice.Entry] = []
    /// Until when a document that was taken reaches.
    private var coveredUntil = Instant.distantPast
    private var sum: BucketSum?
    /// The bucket that has samples.
    private var sampled: Range<Instant>?
    /// Buckets of documents that fit into no bucket that is sent: a warning each, unless samples take their place.
    private var misfits: [Range<Instant>] = []

    init(
        _ metric: SelectedMetric, rule: FillRule, window: SelectionWindow,
        store: any StoreReader, sink: any RecordSink
    ) {
        (self.metric, self.rule, self.window, self.sink) = (metric, rule, window, sink)
        let limits = BucketPlan(rule.buckets, covering: window.range).limits
        pager = DocumentPager(
            DocumentQuery(
                kinds: [MetricGroup.documentKind(of: metric.metric)], starting: limits), in: store)
    }

    /// Passes the points of all buckets that begin before a date.
    func pass(before date: Instant, _ emit: (MetricPoint) throws -> Void) throws {
        let last = date.advanced(bySeconds: -1)
        while let document = try pager.next(through: last) {
            guard let start = document.start else { continue }
            if let first = held.first, first.document.bucket.lowerBound != start {
                try settle(emit)
            }
            do {
                held.append(
                    .init(
                        document: try BucketDocument(document, of: metric.metric),
                        generation: document.generation))
            } catch is ItemError {
                warnOfBody()
            } catch is JSONError {
                warnOfBody()
            }
        }
        try settle(emit)
        if let sum, sum.bucket.upperBound <= date { try finish(emit) }
        misfits.removeAll { misfit in
            guard misfit.upperBound <= date else { return false }
            warnOfMisfit()
            return true
        }
    }

    /// Says that a bucket has a point of samples, so that documents in it do not count.
    func leaveOut(_ date: Instant) {
        let bucket = rule.buckets.range(containing: date)
        sampled = bucket
        if sum?.bucket == bucket { sum = nil }
        misfits.removeAll { $0.contains(date) }
    }

    /// Takes the documents of one start.
    private func settle(_ emit: (MetricPoint) throws -> Void) throws {
        defer { held.removeAll(keepingCapacity: true) }
        guard let start = held.first?.document.bucket.lowerBound else { return }
        let bucket = rule.buckets.range(containing: start)
        if let sum, sum.bucket != bucket { try finish(emit) }
        guard start >= coveredUntil, sampled != bucket else { return }
        let fitting = held.filter { rule.fits($0.document, in: bucket) }
        guard let longest = fitting.map(\.document.bucket.upperBound).max() else {
            misfits += Set(held.map(\.document.bucket))
            return
        }
        coveredUntil = longest
        var choice = SpanChoice(
            fitting.filter { $0.document.bucket.upperBound == longest }, rule: rule)
        choice.convert(to: metric) { self.warnOfUnit() }
        var sum = self.sum ?? BucketSum(bucket, rule: rule)
        for document in choice.documents { sum.add(document) }
        self.sum = sum
    }

    private func finish(_ emit: (MetricPoint) throws -> Void) throws {
        guard let sum else { return }
        self.sum = nil
        if rule.selectsByDate, !window.range.contains(sum.bucket.lowerBound) { return }
        guard let points = sum.points(touched: window.isTouched(sum.bucket)) else {
            return warnOfMisfit()
        }
        for point in points { try emit(point) }
    }

    private func warnOfBody() {
        sink.warning("unreadable", "a stored point could not be read and was left out")
    }

    private func warnOfUnit() {
        sink.warning(
            "unit", "a stored point has a unit that cannot be converted and was left out")
    }

    private func warnOfMisfit() {
        sink.warning(
            "grouping",
            "points that were read aggregated do not make whole buckets of this grouping and were left out"
        )
    }
}
