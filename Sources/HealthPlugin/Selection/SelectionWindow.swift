/// A stretch of whole local days that a provider renders in one go, and what is new in it.
///
/// "Days" are those of the records' dates. For buckets longer than a day the stretch also consists of whole
/// buckets, so that no record is cut and none is rendered twice.
public struct SelectionWindow: Sendable {
    /// Half-open; its ends are ``Instant/distantPast`` and ``Instant/distantFuture`` where nothing bounds it.
    public var range: Range<Instant>
    public var touched: Touched
    /// Rows of a later import are new; 0 when the selection is not by arrival.
    public var generation: Int64

    /// Which records of the window are new.
    public enum Touched: Sendable {
        case all
        /// Disjoint, in order, not adjacent.
        case ranges([Range<Instant>])
    }

    public init(range: Range<Instant>, touched: Touched, generation: Int64) {
        (self.range, self.touched, self.generation) = (range, touched, generation)
    }

    /// Whether a record that covers this range holds something new. O(log n).
    public func isTouched(_ record: Range<Instant>) -> Bool {
        guard case .ranges(let ranges) = touched else { return true }
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound <= record.lowerBound {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low < ranges.count && ranges[low].lowerBound < record.upperBound
    }
}

extension Instant {
    /// Before everything that a date of four digits can name.
    public static let distantPast = Instant(seconds: -100_000_000_000)
    /// After everything that a date of four digits can name.
    public static let distantFuture = Instant(seconds: 300_000_000_000)
}
