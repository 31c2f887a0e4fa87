import HealthPlugin

/// How far one sample is spread over buckets.
extension Extent {
    /// The longest that a sample may last to be part of buckets, in seconds: a year.
    ///
    /// One whose end is a century away (a clock was wrong) would make a point for each minute until then, and cover
    /// other sources all that time. Sample by sample it is sent as recorded.
    static let spreadSecondsMax: Int64 = 366 * 86_400

    var isTooLong: Bool { end.seconds(since: start) > Self.spreadSecondsMax }

    /// The part whose buckets can change with the sample.
    var spread: Extent { isTooLong ? Extent(start: start, end: start) : self }
}

extension StoredSample {
    var extent: Extent { Extent(start: start, end: end) }
}
