/// A stretch of time during which a zone's offset does not change.
///
/// Bounds are seconds since 1970 UTC, half-open; ±2⁵⁹ stands for "without limit", far enough from the ends
/// of `Int64` that adding an offset cannot overflow.
struct ZoneSpan: Hashable, Sendable, BitwiseCopyable {
    static let unlimited: Int64 = 1 << 59

    var start: Int64
    var end: Int64
    /// Seconds east of UTC.
    var offset: Int32

    func contains(_ seconds: Int64) -> Bool {
        start <= seconds && seconds < end
    }

    /// The local clock, as seconds since 1970-01-01 00:00:00 on that clock.
    func local(_ seconds: Int64) -> Int64 {
        seconds + Int64(offset)
    }
}

/// Division that rounds down, for times before 1970.
func floorDivide(_ value: Int64, by size: Int64) -> Int64 {
    let quotient = value / size
    return value % size < 0 ? quotient - 1 : quotient
}
