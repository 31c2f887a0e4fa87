/// A point in time: whole seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// Apple's archives carry whole seconds only; fractions of other inputs are rounded down.
public struct Instant: Hashable, Comparable, Sendable, BitwiseCopyable {
    public var seconds: Int64

    @inlinable
    public init(seconds: Int64) {
        self.seconds = seconds
    }

    @inlinable
    public static func < (left: Instant, right: Instant) -> Bool {
        left.seconds < right.seconds
    }

    /// Seconds from `other` to this instant; negative when this one is earlier.
    @inlinable
    public func seconds(since other: Instant) -> Int64 {
        seconds - other.seconds
    }

    @inlinable
    public func advanced(bySeconds delta: Int64) -> Instant {
        Instant(seconds: seconds + delta)
    }
}
