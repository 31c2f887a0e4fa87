/// Strings of JSON: escapes `"`, `\`, the five short control escapes, other characters below U+0020 as
/// `\u00xx`, and nothing else.
public enum JSONText {
    /// Appends the text in quotes.
    public static func appendQuoted(_ text: String, to bytes: inout [UInt8]) {
        append(text, comma: false, colon: false, to: &bytes)
    }

    /// Appends the text in quotes, with what stands around a key; one reservation for all of it, as most of a
    /// record's bytes come this way.
    @inline(__always)
    static func append(_ text: String, comma: Bool, colon: Bool, to bytes: inout [UInt8]) {
        let text = text.utf8Span.span
        var plain = 0
        bytes.append(addingCapacity: text.count + 4) { output in
            if comma { output.append(UInt8(ascii: ",")) }
            output.append(UInt8(ascii: "\""))
            while plain < text.count, !needsEscape(text[plain]) {
                output.append(text[plain])
                plain += 1
            }
            guard plain == text.count else { return }
            output.append(UInt8(ascii: "\""))
            if colon { output.append(UInt8(ascii: ":")) }
        }
        guard plain < text.count else { return }
        appendEscaped(text.extracting(plain...), to: &bytes)
        bytes.append(UInt8(ascii: "\""))
        if colon { bytes.append(UInt8(ascii: ":")) }
    }

    private static func appendEscaped(_ text: Span<UInt8>, to bytes: inout [UInt8]) {
        for index in text.indices {
            let byte = text[index]
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0x20...: bytes.append(byte)
            default: appendControl(byte, to: &bytes)
            }
        }
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private static func appendControl(_ byte: UInt8, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0a: bytes.append(UInt8(ascii: "n"))
        case 0x0c: bytes.append(UInt8(ascii: "f"))
        case 0x0d: bytes.append(UInt8(ascii: "r"))
        default:
            let hex = Array("0123456789abcdef".utf8)
            bytes += Array("u00".utf8) + [hex[Int(byte >> 4)], hex[Int(byte & 15)]]
        }
    }
}
