/// Lengths of sets of intervals that may overlap.
enum TimeSpans {
    /// The seconds that the intervals cover together, each counted once. O(n log n).
    static func seconds(_ spans: [Range<Instant>]) -> Int64 {
        var total: Int64 = 0
        var covered: Instant?
        for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            let start = covered.map { max($0, span.lowerBound) } ?? span.lowerBound
            if span.upperBound > start { total += span.upperBound.seconds(since: start) }
            covered = covered.map { max($0, span.upperBound) } ?? span.upperBound
        }
        return total
    }

    /// From the first start to the last end; `nil` when there is no interval.
    static func hull(_ spans: [Range<Instant>]) -> Range<Instant>? {
        guard let first = spans.map(\.lowerBound).min(), let last = spans.map(\.upperBound).max()
        else { return nil }
        return first..<last
    }
}
