import HealthXML

/// Writes strings of JSON from bytes that are already UTF-8. ``HealthEncoding`` does the same from `String`, which is too
/// slow for beat lists.
struct JSONBytes {
    var bytes: [UInt8] = []
    private var scratch: [UInt8] = []

    init() {}

    mutating func literal(_ text: StaticString) {
        text.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
    }

    /// Appends the quoted text of `range` and returns what decoding it met.
    mutating func quoted(
        _ range: ByteRange, of window: Span<UInt8>, needsDecoding: Bool, isLiteral: Bool = false
    ) -> XMLText.Findings {
        if needsDecoding {
            scratch.removeAll(keepingCapacity: true)
            let findings = XMLText.append(range, of: window, isLiteral: isLiteral, to: &scratch)
            let decoded = scratch
            Self.append(decoded.span, to: &bytes)
            return findings
        }
        quoted(window.extracting(range.start..<range.end))
        return []
    }

    mutating func quoted(_ text: Span<UInt8>) {
        Self.append(text, to: &bytes)
    }

    private static func append(_ text: Span<UInt8>, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for position in text.indices {
            let byte = text[position]
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                bytes.append(contentsOf: "\\u00".utf8)
                bytes.append(UInt8(ascii: byte < 0x10 ? "0" : "1"))
                bytes.append(hexDigit(byte & 15))
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
