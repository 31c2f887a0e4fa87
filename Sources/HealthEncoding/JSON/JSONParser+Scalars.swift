extension JSONParser {
    /// Reads a string at the opening quote.
    mutating func string(_ span: Span<UInt8>) throws(JSONError) -> String {
        offset += 1
        let first = offset
        while offset < span.count, span[offset] != UInt8(ascii: "\""),
            span[offset] != UInt8(ascii: "\\"), span[offset] >= 0x20
        {
            offset += 1
        }
        var bytes = Self.copy(span, first..<offset)
        while true {
            guard offset < span.count else { throw failure("the end of the string") }
            let byte = span[offset]
            switch byte {
            case UInt8(ascii: "\""):
                offset += 1
                return String(decoding: bytes, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(span, into: &bytes)
            case ..<0x20: throw failure("no control character in a string")
            default:
                bytes.append(byte)
                offset += 1
            }
        }
    }

    /// Reads a number by JSON's grammar; a magnitude that no double holds is an error.
    mutating func number(_ span: Span<UInt8>) throws(JSONError) -> Double {
        let first = offset
        if peek(span) == UInt8(ascii: "-") { offset += 1 }
        let wholeDigits = skipDigits(span)
        let leadsWithZero = wholeDigits > 1 && span[offset - wholeDigits] == UInt8(ascii: "0")
        guard wholeDigits > 0, !leadsWithZero else {
            offset = first
            throw failure("a value")
        }
        if peek(span) == UInt8(ascii: ".") {
            offset += 1
            guard skipDigits(span) > 0 else { throw failure("a digit") }
        }
        if peek(span) | 0x20 == UInt8(ascii: "e") {
            offset += 1
            if peek(span) == UInt8(ascii: "+") || peek(span) == UInt8(ascii: "-") { offset += 1 }
            guard skipDigits(span) > 0 else { throw failure("a digit") }
        }
        let text = String(decoding: Self.copy(span, first..<offset), as: UTF8.self)
        guard let value = Double(text), value.isFinite else {
            offset = first
            throw failure("a number that a double can hold")
        }
        return value
    }

    private mutating func skipDigits(_ span: Span<UInt8>) -> Int {
        let first = offset
        while offset < span.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(span[offset]) {
            offset += 1
        }
        return offset - first
    }

    private mutating func escape(
        _ span: Span<UInt8>, into bytes: inout [UInt8]
    ) throws(JSONError) {
        offset += 1
        let byte = peek(span)
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(byte)
        case UInt8(ascii: "b"): bytes.append(0x08)
        case UInt8(ascii: "f"): bytes.append(0x0c)
        case UInt8(ascii: "n"): bytes.append(0x0a)
        case UInt8(ascii: "r"): bytes.append(0x0d)
        case UInt8(ascii: "t"): bytes.append(0x09)
        case UInt8(ascii: "u"):
            offset += 1
            bytes.append(contentsOf: String(try scalar(span)).utf8)
            return
        default: throw failure("an escape")
        }
        offset += 1
    }

    /// Reads the four digits behind `\u`, and a second escape when they are the first half of a pair.
    private mutating func scalar(_ span: Span<UInt8>) throws(JSONError) -> Unicode.Scalar {
        let unit = try codeUnit(span)
        if let scalar = Unicode.Scalar(unit) { return scalar }
        let rest = offset
        if (0xd800..<0xdc00).contains(unit), peek(span) == UInt8(ascii: "\\") {
            offset += 1
            if peek(span) == UInt8(ascii: "u") {
                offset += 1
                let low = try codeUnit(span)
                if (0xdc00..<0xe000).contains(low) {
                    let value = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00)
                    return Unicode.Scalar(value) ?? "\u{fffd}"
                }
            }
        }
        offset = rest
        return "\u{fffd}"
    }

    private mutating func codeUnit(_ span: Span<UInt8>) throws(JSONError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(UnicodeScalar(peek(span))).hexDigitValue else {
                throw failure("four hexadecimal digits")
            }
            unit = unit << 4 | UInt32(digit)
            offset += 1
        }
        return unit
    }

    private static func copy(_ span: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        Array(capacity: range.count) { output in
            for index in range { output.append(span[index]) }
        }
    }
}
