/// Collects the samples of one series, bucket by bucket; ``MetricStatistics`` says where buckets begin and end.
protocol BucketAccumulator {
    /// Takes a sample. Starts never fall; the bucket is the one of the sample's start, or the first one inside the
    /// limits.
    mutating func add(_ sample: RankedSample, in bucket: Range<Instant>)

    /// Takes note of a sample that began before the limits and reaches into them, for rules that count whole samples.
    mutating func observe(_ sample: RankedSample)

    /// Ends a bucket: nothing that starts in it will come any more. `nil` when nothing contributed to it.
    mutating func close(_ bucket: Range<Instant>) -> BucketPoint?

    /// Whether something goes on behind the bucket that was closed last.
    var isCarrying: Bool { get }
}

extension BucketAccumulator {
    mutating func observe(_ sample: RankedSample) {}
}
