/// What statistics say of one bucket (and one kind, and one source where they are kept apart).
public struct BucketPoint: Sendable {
    public var bucket: Range<Instant>
    /// The ``RankedSample/tag`` when kinds are kept apart, else 0.
    public var tag: Int32 = 0
    /// Sum, average, level, or newest value, by the rule. Not finite when the numbers are out of all range; such a
    /// point is not sent.
    public var value: Double = 0
    /// The average of ``RankedSample/other``.
    public var other: Double = 0
    /// Of the values that count; both 0 for sums.
    public var minimum: Double = 0
    public var maximum: Double = 0
    /// The samples that contributed, in whole or in part.
    public var count: Int = 0
    /// The sources of those samples; never empty.
    public var sources = SourceSet()
    /// Only by ``StatisticsRule/whole``: the sums of the values by tag, as many as the highest tag asks for.
    public var tallies: [Double] = []

    init(bucket: Range<Instant>) {
        self.bucket = bucket
    }
}
