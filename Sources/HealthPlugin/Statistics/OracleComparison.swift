/// One figure that an archive computed itself, beside ours over the same interval.
///
/// WorkoutStatistics give sums, averages, minima and maxima over a workout, ActivitySummary the sums of a day. The
/// archive prints six significant digits, so figures agree when they differ by less than 1e-5. A difference is
/// reported and never adjusted. Source: section 14.3 of the archive reference.
public struct OracleComparison: Sendable, Equatable {
    public enum Figure: String, Sendable, CaseIterable {
        case sum, average, minimum, maximum
    }

    public enum Agreement: Sendable, CaseIterable {
        /// To 1e-5: equal as far as the archive's digits go.
        case equal
        /// To 0.1 %.
        case close
        case apart
        /// We have no sample in the interval.
        case missing
    }

    static let equalMax = 1e-5
    static let closeMax = 1e-3

    /// HealthKit's full type identifier.
    public var type: String
    public var figure: Figure
    public var interval: Range<Instant>
    public var theirs: Double
    /// In the unit of `theirs`; absent when our statistics have no sample there.
    public var ours: Double?

    public init(
        type: String, figure: Figure, interval: Range<Instant>, theirs: Double, ours: Double?
    ) {
        (self.type, self.figure, self.interval) = (type, figure, interval)
        (self.theirs, self.ours) = (theirs, ours)
    }

    /// |ours - theirs| / |theirs|. Where theirs is 0: 0 when ours is 0 or missing, else infinite.
    public var difference: Double {
        let distance = ((ours ?? 0) - theirs).magnitude
        return distance == 0 ? 0 : distance / theirs.magnitude
    }

    public var agreement: Agreement {
        if difference <= OracleComparison.equalMax { return .equal }
        if ours == nil { return .missing }
        return difference <= OracleComparison.closeMax ? .close : .apart
    }
}
