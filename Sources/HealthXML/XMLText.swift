/// Turns what stands in the input into text: references decoded, bytes that are not UTF-8 replaced.
///
/// Control characters that XML forbids pass through, as they are on record in real archives.
public enum XMLText {
    /// What was met on the way; none of it ends the reading.
    public struct Findings: OptionSet, Hashable, Sendable {
        public let rawValue: UInt8

        public init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// `&` without a known reference, or a reference to a character that XML forbids; kept as it stands.
        public static let badReference = Findings(rawValue: 1)
        /// A byte sequence was replaced by U+FFFD.
        public static let invalidUTF8 = Findings(rawValue: 2)
        /// A control character that XML forbids; kept.
        public static let controlCharacter = Findings(rawValue: 4)
    }

    /// Appends the text of an attribute's value, as ``append(_:of:isLiteral:to:)`` does.
    public static func append(
        _ attribute: XMLAttribute, of window: Span<UInt8>, to text: inout [UInt8]
    ) -> Findings {
        if attribute.needsDecoding { return append(attribute.value, of: window, to: &text) }
        let plain = window.extracting(attribute.value.start..<attribute.value.end)
        unsafe plain.withUnsafeBufferPointer { unsafe text.append(contentsOf: $0) }
        return []
    }

    /// Appends the text of `range`, always valid UTF-8.
    ///
    /// - Parameter isLiteral: The range comes from CDATA, so `&` is just that.
    public static func append(
        _ range: ByteRange, of window: Span<UInt8>, isLiteral: Bool = false,
        to text: inout [UInt8]
    ) -> Findings {
        var findings: Findings = []
        var cursor = range.start
        while cursor < range.end {
            let byte = window[cursor]
            switch byte {
            case ASCII.ampersand where !isLiteral:
                let rest = ByteRange(cursor, range.end)
                if let end = appendReference(rest, of: window, to: &text) {
                    cursor = end
                    continue
                }
                findings.insert(.badReference)
                text.append(byte)
            case 0x20..<0x80, ASCII.tab, ASCII.newline, ASCII.carriageReturn:
                text.append(byte)
            case 0..<0x20:
                findings.insert(.controlCharacter)
                text.append(byte)
            default:
                let (length, isValid) = UTF8Scan.sequence(at: cursor, end: range.end, in: window)
                if isValid {
                    for offset in 0..<length { text.append(window[cursor + offset]) }
                } else {
                    findings.insert(.invalidUTF8)
                    appendScalar(0xfffd, to: &text)
                }
                cursor += length
                continue
            }
            cursor += 1
        }
        return findings
    }

    /// Decodes the reference that begins `range` and returns where it ends, or `nil` when it is none.
    private static func appendReference(
        _ range: ByteRange, of window: Span<UInt8>, to text: inout [UInt8]
    ) -> Int? {
        let start = range.start
        // The longest legal one is `&#x0010ffff;` and the like; leading zeros are tolerated up to here.
        let last = min(range.end, start + 16)
        var end = start + 1
        while end < last, window[end] != ASCII.semicolon { end += 1 }
        guard end < last else { return nil }
        let name = ByteRange(start + 1, end)
        if let byte = named(name, in: window) {
            text.append(byte)
        } else if let scalar = numeric(name, in: window) {
            appendScalar(scalar, to: &text)
        } else {
            return nil
        }
        return end + 1
    }

    private static func named(_ name: ByteRange, in window: Span<UInt8>) -> UInt8? {
        if window.equals("lt", name) { return ASCII.less }
        if window.equals("gt", name) { return ASCII.greater }
        if window.equals("amp", name) { return ASCII.ampersand }
        if window.equals("quot", name) { return ASCII.doubleQuote }
        if window.equals("apos", name) { return ASCII.singleQuote }
        return nil
    }

    /// The scalar of `#10` or `#xA`, if XML allows it.
    private static func numeric(_ name: ByteRange, in window: Span<UInt8>) -> UInt32? {
        guard name.count >= 2, window[name.start] == ASCII.number else { return nil }
        let isHex = window[name.start + 1] | 0x20 == UInt8(ascii: "x")
        let digits = ByteRange(name.start + (isHex ? 2 : 1), name.end)
        guard !digits.isEmpty else { return nil }
        var scalar: UInt32 = 0
        for position in digits.start..<digits.end {
            guard let digit = digit(window[position]), digit < (isHex ? 16 : 10) else { return nil }
            scalar = scalar &* (isHex ? 16 : 10) &+ digit
            guard scalar <= 0x10ffff else { return nil }
        }
        switch scalar {
        case 0x9, 0xa, 0xd, 0x20...0xd7ff, 0xe000...0xfffd, 0x10000...0x10ffff: return scalar
        default: return nil
        }
    }

    private static func digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
        default: nil
        }
    }

    private static func appendScalar(_ scalar: UInt32, to text: inout [UInt8]) {
        switch scalar {
        case 0..<0x80: text.append(UInt8(scalar))
        case 0x80..<0x800:
            text.append(UInt8(0xc0 | scalar >> 6))
            text.append(UInt8(0x80 | scalar & 0x3f))
        case 0x800..<0x10000:
            text.append(UInt8(0xe0 | scalar >> 12))
            text.append(UInt8(0x80 | scalar >> 6 & 0x3f))
            text.append(UInt8(0x80 | scalar & 0x3f))
        default:
            text.append(UInt8(0xf0 | scalar >> 18))
            text.append(UInt8(0x80 | scalar >> 12 & 0x3f))
            text.append(UInt8(0x80 | scalar >> 6 & 0x3f))
            text.append(UInt8(0x80 | scalar & 0x3f))
        }
    }
}
