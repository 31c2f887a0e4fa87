/// How samples become the value of a bucket. What Apple does not publish is decided here and explained in
/// <doc:Statistics>.
public enum StatisticsRule: Sendable, CaseIterable {
    /// Merged by source and divided over buckets in proportion to time.
    case sum
    /// Merged by source and counted whole where they start, by tag: stand hours, sexual activity.
    case whole
    /// The arithmetic mean of the samples that start in the bucket.
    case average
    /// The same, of the samples that end in the bucket: the wrist temperature of a night.
    case averageByEnd
    /// Each value weighs for its time; ``BucketPoint`` also has minimum and maximum.
    case averageByTime
    /// The equivalent continuous level of sound, over the overlap of samples and bucket.
    case equivalentLevel
    /// The value of the newest sample that starts in the bucket.
    case mostRecent
}

extension Metric {
    /// The rule for the metric's buckets, or `nil` for sleep, which has nights, and for events, which stay apart.
    public var statisticsRule: StatisticsRule? {
        switch (aggregation, shape) {
        case (_, .standHour), (_, .sexualActivity): .whole
        case (_, .wristTemperature): .averageByEnd
        case (.sum, _): .sum
        case (.average, _): .average
        case (.averageByTime, _), (.minMaxAverage, _): .averageByTime
        case (.equivalentLevel, _): .equivalentLevel
        case (.event, _), (.night, _): nil
        }
    }
}
