import HealthXML

/// Reads decimal numbers, with sign and exponent, straight from the bytes.
struct NumberText {
    /// Powers of ten that a double holds exactly.
    private let powers: [Double] = {
        var powers = [1.0]
        for _ in 0..<22 { powers.append((powers.last ?? 1) * 10) }
        return powers
    }()

    /// The finite number that `range` holds and nothing else, correctly rounded; `nil` for anything else.
    func parse(_ window: Span<UInt8>, _ range: ByteRange) -> Double? {
        var cursor = range.start
        var isNegative = false
        if cursor < range.end,
            window[cursor] == UInt8(ascii: "-") || window[cursor] == UInt8(ascii: "+")
        {
            isNegative = window[cursor] == UInt8(ascii: "-")
            cursor += 1
        }
        var mantissa: UInt64 = 0
        let wholeDigits = Self.digits(window, &cursor, range.end, &mantissa)
        var fractionDigits = 0
        if cursor < range.end, window[cursor] == UInt8(ascii: ".") {
            cursor += 1
            fractionDigits = Self.digits(window, &cursor, range.end, &mantissa)
        }
        guard wholeDigits + fractionDigits > 0 else { return nil }
        var exponent = 0
        if cursor < range.end {
            guard let stated = Self.exponent(window, &cursor, range.end) else { return nil }
            exponent = stated
        }
        exponent -= fractionDigits
        // Both factors are exact then, so that one rounding gives the nearest double.
        guard wholeDigits + fractionDigits <= 18, mantissa <= 1 << 53, abs(exponent) <= 22 else {
            return Self.slow(window, range)
        }
        let magnitude =
            exponent < 0
            ? Double(mantissa) / powers[-exponent] : Double(mantissa) * powers[exponent]
        return isNegative ? -magnitude : magnitude
    }

    /// Takes digits into `mantissa`, which is only good for the first 18, and returns how many there were.
    @inline(__always)
    private static func digits(
        _ window: Span<UInt8>, _ cursor: inout Int, _ end: Int, _ mantissa: inout UInt64
    ) -> Int {
        let start = cursor
        while cursor < end {
            let digit = window[cursor] ^ UInt8(ascii: "0")
            guard digit <= 9 else { break }
            mantissa = mantissa &* 10 &+ UInt64(digit)
            cursor += 1
        }
        return cursor - start
    }

    /// `e-05` up to the end; `nil` when there is anything else.
    private static func exponent(
        _ window: Span<UInt8>, _ cursor: inout Int, _ end: Int
    ) -> Int? {
        guard window[cursor] | 0x20 == UInt8(ascii: "e") else { return nil }
        cursor += 1
        var isNegative = false
        if cursor < end, window[cursor] == UInt8(ascii: "-") || window[cursor] == UInt8(ascii: "+")
        {
            isNegative = window[cursor] == UInt8(ascii: "-")
            cursor += 1
        }
        var digitsValue: UInt64 = 0
        let count = digits(window, &cursor, end, &digitsValue)
        guard count > 0, cursor == end else { return nil }
        // Beyond this only the sign of the exponent counts; the slow way decides.
        let exponent = count > 6 ? 1_000_000 : Int(digitsValue)
        return isNegative ? -exponent : exponent
    }

    /// Any number of digits; the form was checked, so that no `nan` or `0x` gets here.
    private static func slow(_ window: Span<UInt8>, _ range: ByteRange) -> Double? {
        var text: [UInt8] = []
        for position in range.start..<range.end { text.append(window[position]) }
        guard let number = Double(String(decoding: text, as: UTF8.self)), number.isFinite else {
            return nil
        }
        return number
    }
}
