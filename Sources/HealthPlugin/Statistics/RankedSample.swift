/// A sample as statistics take it: a number in the unit that is sent, with its rank.
public struct RankedSample: Sendable, BitwiseCopyable {
    public var start: Instant
    /// May equal the start, or (in damaged archives) lie before it; both count as a moment at the start.
    public var end: Instant
    public var value: Double
    /// A second value that is averaged along: the diastolic one of a blood pressure.
    public var other: Double
    public var rank: SourceRank
    /// A small number of the caller's, from 0: the kind of a point, or the counter that a whole sample goes into.
    public var tag: Int32

    public init(
        start: Instant, end: Instant, value: Double, other: Double = 0, rank: SourceRank,
        tag: Int32 = 0
    ) {
        (self.start, self.end, self.value, self.other) = (start, end, value, other)
        (self.rank, self.tag) = (rank, tag)
    }

    /// Whole seconds, never negative.
    public var seconds: Int64 {
        max(0, end.seconds(since: start))
    }

    var isMoment: Bool { end <= start }

    /// The order in which samples count: (start, end, source, value), then what cannot matter.
    static func precedes(_ left: RankedSample, _ right: RankedSample) -> Bool {
        (left.start, left.end, left.rank.source, left.value)
            < (right.start, right.end, right.rank.source, right.value)
    }
}
