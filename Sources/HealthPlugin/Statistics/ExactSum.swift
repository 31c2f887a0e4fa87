/// Adds doubles without losing anything: the result is the exact sum, rounded once.
///
/// Therefore it does not depend on the order of the numbers, and equal input gives equal bytes. The state is a
/// short list of numbers whose bits do not overlap (Shewchuk 1997, "Adaptive precision floating-point arithmetic");
/// for whole numbers below 2⁵³ it has one entry.
public struct ExactSum: Sendable {
    /// Ascending in magnitude, without overlap; their exact sum is the sum so far.
    private var parts: [Double] = []
    /// Set once the sum has left the range of a double; it is infinite from then on.
    private var overflow = 0.0

    public init() {}

    public mutating func add(_ number: Double) {
        var carry = number
        var kept = 0
        for index in parts.indices {
            let part = parts[index]
            let (large, small) =
                carry.magnitude < part.magnitude ? (part, carry) : (carry, part)
            let sum = large + small
            let error = small - (sum - large)
            if error != 0 {
                parts[kept] = error
                kept += 1
            }
            carry = sum
        }
        guard carry.isFinite else {
            overflow += carry
            return
        }
        if kept < parts.count {
            parts[kept] = carry
            parts.removeLast(parts.count - kept - 1)
        } else {
            parts.append(carry)
        }
    }

    /// The nearest double to the sum, ties to even; not finite after an overflow.
    public var value: Double {
        guard overflow == 0 else { return overflow }
        guard var sum = parts.last else { return 0 }
        var index = parts.count - 1
        var error = 0.0
        while index > 0, error == 0 {
            index -= 1
            let (large, small) = (sum, parts[index])
            sum = large + small
            error = small - (sum - large)
        }
        // What was rounded off may have been exactly half a unit; then the part below decides.
        if index > 0, error * parts[index - 1] > 0 {
            let double = error * 2
            let next = sum + double
            if next - sum == double { sum = next }
        }
        return sum
    }

    public mutating func reset() {
        parts.removeAll(keepingCapacity: true)
        overflow = 0
    }
}
