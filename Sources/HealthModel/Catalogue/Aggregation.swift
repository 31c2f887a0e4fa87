/// How the samples of one bucket become its value. The rules: section 3.3 of the wire format.
public enum Aggregation: Sendable, CaseIterable {
    /// Merged over sources, divided over buckets in proportion to time, added.
    case sum
    /// The arithmetic mean of the samples that start in the bucket.
    case average
    /// Each value weighs for its time.
    case averageByTime
    /// Least, greatest, and the average by time.
    case minMaxAverage
    /// The equivalent continuous level of sound.
    case equivalentLevel
    /// One point per event, with its duration.
    case event
    /// Sleep, by nights.
    case night
}
