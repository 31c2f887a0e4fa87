/// The buckets that statistics fill: those of a grouping, all of them or some, or a single interval.
public struct BucketPlan: Sendable {
    /// Instants outside are not looked at: nothing there counts, and no bucket there is visited.
    public let limits: Range<Instant>
    /// Absent: the limits are the one bucket.
    private let buckets: Buckets?

    /// All buckets of a grouping that overlap a range, each whole.
    public init(_ buckets: Buckets, covering range: Range<Instant>) {
        self.buckets = buckets
        let range = range.clamped(to: .distantPast ..< .distantFuture)
        guard !range.isEmpty else {
            limits = range
            return
        }
        let last = range.upperBound.advanced(bySeconds: -1)
        limits =
            buckets.range(containing: range.lowerBound)
            .lowerBound..<buckets.range(containing: last).upperBound
    }

    /// The buckets of a grouping cut to an interval, as in the arrays of a workout.
    public init(_ buckets: Buckets, clippedTo interval: Range<Instant>) {
        self.buckets = buckets
        limits = interval.clamped(to: .distantPast ..< .distantFuture)
    }

    /// One bucket: the interval of a workout, or a day.
    public init(single interval: Range<Instant>) {
        buckets = nil
        limits = interval.clamped(to: .distantPast ..< .distantFuture)
    }

    /// Finds buckets of the plan; fast for instants in order.
    struct Cursor {
        private var cursor: BucketCursor?
        private let limits: Range<Instant>

        init(_ plan: BucketPlan) {
            cursor = plan.buckets.map(BucketCursor.init)
            limits = plan.limits
        }

        /// The bucket of an instant inside the limits.
        mutating func range(containing instant: Instant) -> Range<Instant> {
            guard let range = cursor?.range(containing: instant) else { return limits }
            return range.clamped(to: limits)
        }
    }
}
