/// A positive fraction in lowest terms: how many base units one unit is.
///
/// Sizes of units are decimal numbers by definition, so the factor between two of them is known exactly, and a
/// conversion needs one multiplication or one division by a decimal number that a person would write.
struct UnitRatio: Hashable, Sendable {
    let numerator: UInt128
    let denominator: UInt128

    static let one = UnitRatio(1)

    init(_ whole: UInt128) {
        (numerator, denominator) = (whole, 1)
    }

    /// `mantissa` · 10^-`decimals`; `nil` when that has more digits than the type.
    init?(_ mantissa: UInt128, decimals: Int) {
        guard let scale = UnitRatio.power(10, decimals) else { return nil }
        self.init(mantissa, over: scale)
    }

    private init?(_ numerator: UInt128, over denominator: UInt128) {
        guard numerator > 0, denominator > 0 else { return nil }
        let divisor = UnitRatio.greatestCommonDivisor(numerator, denominator)
        self.numerator = numerator / divisor
        self.denominator = denominator / divisor
    }

    var inverse: UnitRatio {
        UnitRatio(lowest: denominator, numerator)
    }

    private init(lowest numerator: UInt128, _ denominator: UInt128) {
        (self.numerator, self.denominator) = (numerator, denominator)
    }

    /// The product, or `nil` when it has too many digits.
    func times(_ other: UnitRatio) -> UnitRatio? {
        // Cancelled crosswise first, so that what fits does not overflow on the way.
        let left = UnitRatio.greatestCommonDivisor(numerator, other.denominator)
        let right = UnitRatio.greatestCommonDivisor(other.numerator, denominator)
        let (top, topOverflow) = (numerator / left).multipliedReportingOverflow(
            by: other.numerator / right)
        let (bottom, bottomOverflow) = (denominator / right).multipliedReportingOverflow(
            by: other.denominator / left)
        guard !topOverflow, !bottomOverflow else { return nil }
        return UnitRatio(lowest: top, bottom)
    }

    /// The ratio to a small power; `nil` when it has too many digits.
    func raised(to power: Int) -> UnitRatio? {
        guard power.magnitude <= 12 else { return nil }
        let base = power < 0 ? inverse : self
        var result: UnitRatio? = .one
        for _ in 0..<power.magnitude { result = result?.times(base) }
        return result
    }

    /// Whether a decimal number with finitely many digits names it exactly.
    var isDecimal: Bool {
        var rest = denominator
        while rest % 2 == 0 { rest /= 2 }
        while rest % 5 == 0 { rest /= 5 }
        return rest == 1
    }

    /// The nearest double as long as both parts are below 2⁵³, which those of real units are.
    var double: Double {
        Double(numerator) / Double(denominator)
    }

    static func power(_ base: UInt128, _ exponent: Int) -> UInt128? {
        var result: UInt128 = 1
        guard (0...38).contains(exponent) else { return nil }
        for _ in 0..<exponent {
            let (product, overflow) = result.multipliedReportingOverflow(by: base)
            guard !overflow else { return nil }
            result = product
        }
        return result
    }

    private static func greatestCommonDivisor(_ left: UInt128, _ right: UInt128) -> UInt128 {
        var (left, right) = (left, right)
        while right != 0 { (left, right) = (right, left % right) }
        return left
    }
}
