/// Numbers as ECMAScript prints them: shortest digits that read back to the same double, no fraction on
/// whole numbers, `-0` as `0`, an exponent only below 1e-6 or from 1e21.
///
/// Source: RFC 8785, 3.2.2.3; the wire format asks for it in 1.2.
public enum DecimalText {
    /// Appends a finite number; the caller keeps NaN and the infinities away.
    public static func append(_ number: Double, to bytes: inout [UInt8]) {
        assert(number.isFinite)
        if number.magnitude < 0x1p53, Double(Int64(number)) == number {
            append(Int64(number), to: &bytes)
        } else if number.magnitude < 1e9, let scaled = millionths(number) {
            appendMillionths(scaled, to: &bytes)
        } else {
            appendShortest(number, to: &bytes)
        }
    }

    /// Appends an integer in decimal.
    public static func append(_ whole: Int64, to bytes: inout [UInt8]) {
        bytes.append(addingCapacity: 20) { output in
            if whole < 0 { output.append(UInt8(ascii: "-")) }
            append(whole.magnitude, to: &output)
        }
    }

    /// At most 20 digits.
    private static func append(_ magnitude: UInt64, to output: inout OutputSpan<UInt8>) {
        var digits = InlineArray<20, UInt8>(repeating: 0)
        var (rest, place) = (magnitude, digits.count)
        repeat {
            place -= 1
            digits[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
        for index in place..<digits.count { output.append(digits[index]) }
    }

    /// The number times 10⁶ when that product is a whole number which divides back exactly.
    ///
    /// Below 10⁹ such a product has at most 15 digits, and two decimals of at most 15 digits never name
    /// the same double; so its digits, without trailing zeros, are the shortest. This spares nearly all
    /// values of an archive (six digits) the general algorithm.
    private static func millionths(_ number: Double) -> Int64? {
        let scaled = Int64(number * 1e6 + (number < 0 ? -0.5 : 0.5))
        return scaled != 0 && Double(scaled) / 1e6 == number ? scaled : nil
    }

    private static func appendMillionths(_ scaled: Int64, to bytes: inout [UInt8]) {
        let (whole, fraction) = scaled.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
        bytes.append(addingCapacity: 28) { output in
            if scaled < 0 { output.append(UInt8(ascii: "-")) }
            append(whole, to: &output)
            output.append(UInt8(ascii: "."))
            append(millionths: fraction, to: &output)
        }
    }

    /// Six digits without the zeros at their end; not all of them are zero.
    @inline(__always)
    private static func append(millionths fraction: UInt64, to output: inout OutputSpan<UInt8>) {
        var (rest, count) = (UInt32(truncatingIfNeeded: fraction), 6)
        while rest % 10 == 0, count > 1 {
            rest /= 10
            count -= 1
        }
        var digits = InlineArray<6, UInt8>(repeating: 0)
        for place in stride(from: count - 1, through: 0, by: -1) {
            digits[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        for place in 0..<count { output.append(digits[place]) }
    }

    /// Re-arranges the digits of the standard library's shortest form.
    private static func appendShortest(_ number: Double, to bytes: inout [UInt8]) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        let (digits, exponent) = shortestDigits(number)
        // `point` digits stand before the decimal point.
        let point = digits.count + exponent
        switch point {
        case digits.count...21:
            bytes += digits
            bytes += repeatElement(UInt8(ascii: "0"), count: point - digits.count)
        case 1..<max(digits.count, 1):
            bytes += digits[..<point]
            bytes.append(UInt8(ascii: "."))
            bytes += digits[point...]
        case -5...0:
            bytes += [UInt8(ascii: "0"), UInt8(ascii: ".")]
            bytes += repeatElement(UInt8(ascii: "0"), count: -point)
            bytes += digits
        default:
            bytes.append(digits[0])
            if digits.count > 1 {
                bytes.append(UInt8(ascii: "."))
                bytes += digits[1...]
            }
            bytes.append(UInt8(ascii: "e"))
            bytes.append(UInt8(ascii: point > 0 ? "+" : "-"))
            append(Int64((point - 1).magnitude), to: &bytes)
        }
    }

    /// The shortest significant digits (ASCII, no leading or trailing zero, sign dropped) and the power of
    /// ten that multiplies them as a whole number.
    static func shortestDigits(_ number: Double) -> (digits: [UInt8], exponent: Int) {
        let text = number.magnitude.description.utf8
        let mantissa = text.prefix { $0 != UInt8(ascii: "e") }
        var digits = mantissa.filter { $0 != UInt8(ascii: ".") }
        var exponent = Int(String(text.dropFirst(mantissa.count + 1)) ?? "") ?? 0
        if let point = mantissa.firstIndex(of: UInt8(ascii: ".")) {
            exponent -= mantissa.distance(from: point, to: mantissa.endIndex) - 1
        }
        while digits.last == UInt8(ascii: "0"), digits.count > 1 {
            digits.removeLast()
            exponent += 1
        }
        let leading = digits.prefix { $0 == UInt8(ascii: "0") }.count
        digits.removeFirst(min(leading, digits.count - 1))
        return (digits, exponent)
    }
}
