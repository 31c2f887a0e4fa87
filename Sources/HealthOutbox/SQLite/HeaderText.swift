internal import HealthModel

/// The frozen headers of a message as JSON: an array of `[name, value]`, in order.
///
/// By hand, because it is read for every message sent and written for every message made.
enum HeaderText {
    static func write(_ headers: [HeaderField]) -> String {
        var bytes: [UInt8] = [UInt8(ascii: "[")]
        for (index, header) in headers.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(UInt8(ascii: "["))
            appendString(header.name, to: &bytes)
            bytes.append(UInt8(ascii: ","))
            appendString(header.value, to: &bytes)
            bytes.append(UInt8(ascii: "]"))
        }
        bytes.append(UInt8(ascii: "]"))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// - Returns: The headers, or `nil` when the text is not what ``write(_:)`` makes.
    static func read(_ text: String) -> [HeaderField]? {
        var reader = Reader(bytes: Array(text.utf8))
        var headers: [HeaderField] = []
        guard reader.take(UInt8(ascii: "[")) else { return nil }
        if reader.take(UInt8(ascii: "]")) { return reader.isAtEnd ? headers : nil }
        repeat {
            guard reader.take(UInt8(ascii: "[")), let name = reader.string(),
                reader.take(UInt8(ascii: ",")), let value = reader.string(),
                reader.take(UInt8(ascii: "]"))
            else { return nil }
            headers.append(HeaderField(name, value))
        } while reader.take(UInt8(ascii: ","))
        return reader.take(UInt8(ascii: "]")) && reader.isAtEnd ? headers : nil
    }

    private static func appendString(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        defer { bytes.append(UInt8(ascii: "\"")) }
        let needsEscapes = text.utf8.contains {
            $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\")
        }
        guard needsEscapes else { return bytes.append(contentsOf: text.utf8) }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes += [UInt8(ascii: "\\"), byte]
            case 0..<0x20:
                bytes += Array("\\u00".utf8) + Array(Hex.text([byte]).utf8)
            default:
                bytes.append(byte)
            }
        }
    }

    private struct Reader {
        let bytes: [UInt8]
        var position = 0

        init(bytes: [UInt8]) {
            self.bytes = bytes
        }

        var isAtEnd: Bool { position == bytes.count }

        mutating func take(_ byte: UInt8) -> Bool {
            guard position < bytes.count, bytes[position] == byte else { return false }
            position += 1
            return true
        }

        mutating func string() -> String? {
            guard take(UInt8(ascii: "\"")) else { return nil }
            let start = position
            while position < bytes.count, bytes[position] != UInt8(ascii: "\\") {
                if bytes[position] == UInt8(ascii: "\"") {
                    defer { position += 1 }
                    return String(decoding: bytes[start..<position], as: UTF8.self)
                }
                position += 1
            }
            return escaped(Array(bytes[start..<position]))
        }

        /// The rest of a string whose beginning had no escapes.
        private mutating func escaped(_ beginning: [UInt8]) -> String? {
            var text = beginning
            while position < bytes.count {
                let byte = bytes[position]
                position += 1
                switch byte {
                case UInt8(ascii: "\""):
                    return String(decoding: text, as: UTF8.self)
                case UInt8(ascii: "\\"):
                    guard let escaped = escape() else { return nil }
                    text.append(escaped)
                default:
                    text.append(byte)
                }
            }
            return nil
        }

        private mutating func escape() -> UInt8? {
            guard position < bytes.count else { return nil }
            let kind = bytes[position]
            position += 1
            guard kind == UInt8(ascii: "u") else { return kind }
            guard position + 4 <= bytes.count else { return nil }
            let digits = String(decoding: bytes[position..<position + 4], as: UTF8.self)
            position += 4
            return UInt8(digits, radix: 16)
        }
    }
}
