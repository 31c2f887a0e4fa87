/// Finds the buckets of many instants; O(1) for instants in order, and right for any order.
public struct BucketCursor: Sendable {
    public let buckets: Buckets
    private var zone: ZoneCursor
    private var current: Range<Instant>

    public init(_ buckets: Buckets) {
        self.buckets = buckets
        zone = ZoneCursor(buckets.zone)
        current = buckets.range(containing: Instant(seconds: 0))
    }

    public mutating func range(containing instant: Instant) -> Range<Instant> {
        if !current.contains(instant) {
            current = buckets.range(containing: instant, &zone)
        }
        return current
    }

    /// The bucket behind the one that was found last.
    public mutating func next() -> Range<Instant> {
        range(containing: current.upperBound)
    }
}
