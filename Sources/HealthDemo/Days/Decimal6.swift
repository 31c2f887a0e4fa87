/// A decimal number of at most six significant digits, as the archive prints them.
///
/// What is printed is what counts: statistics are made from these numbers and not from more exact ones
/// that nobody can read.
struct Decimal6: Equatable, BitwiseCopyable {
    /// At most six digits, without trailing zeros unless the scale is 0.
    private(set) var mantissa: Int64
    /// Digits behind the point.
    private(set) var scale: Int8

    static let zero = Decimal6(0)

    /// `mantissa` / 10^`scale`, rounded half up to six significant digits.
    init(_ mantissa: Int, scale: Int = 0) {
        var digits = abs(mantissa)
        var places = scale
        var dropped = 0
        while digits >= 1_000_000 {
            dropped = digits % 10
            digits /= 10
            places -= 1
            if digits < 1_000_000, dropped >= 5 { digits += 1 }
        }
        while places > 0, digits % 10 == 0 {
            digits /= 10
            places -= 1
        }
        while places < 0 {
            digits *= 10
            places += 1
        }
        self.mantissa = Int64(mantissa < 0 ? -digits : digits)
        self.scale = digits == 0 ? 0 : Int8(places)
    }

    /// The nearest number of six significant digits.
    init(rounding value: Double) {
        guard value != 0, value.isFinite else {
            self = .zero
            return
        }
        var scaled = abs(value)
        var places = 0
        while scaled < 99_999.95 {
            places += 1
            scaled = abs(value) * Self.power(places)
        }
        while scaled >= 999_999.5 {
            places -= 1
            scaled = abs(value) / Self.power(-places)
        }
        let digits = Int(scaled.rounded())
        self.init(value < 0 ? -digits : digits, scale: places)
    }

    /// The double nearest to the printed number.
    var double: Double {
        Double(mantissa) / Self.power(Int(scale))
    }

    private static func power(_ exponent: Int) -> Double {
        var result = 1.0
        for _ in 0..<min(max(exponent, 0), 22) { result *= 10 }
        return result
    }
}
