internal import HealthModel

/// The frozen headers of a message as JSON: an array of `[name, value]`, in order.
///
/// By hand, because it is read for every message sent and written for every message made.
enum HeaderText {
    static func write(_ headers: [HeaderField]) -> String {
        let most = headers.reduce(2) {
            $0 + escapedMost * ($1.name.utf8.count + $1.value.utf8.count) + 8
        }
        let bytes = [UInt8](capacity: most) { output in
            output.append(UInt8(ascii: "["))
            for (index, header) in headers.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                output.append(UInt8(ascii: "["))
                append(header.name.utf8Span.span, to: &output)
                output.append(UInt8(ascii: ","))
                append(header.value.utf8Span.span, to: &output)
                output.append(UInt8(ascii: "]"))
            }
            output.append(UInt8(ascii: "]"))
        }
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

    /// What a byte takes at most: `\u001f`.
    private static let escapedMost = 6

    private static func append(_ text: Span<UInt8>, to output: inout OutputSpan<UInt8>) {
        output.append(UInt8(ascii: "\""))
        for index in text.indices {
            let byte = text[index]
            if byte < 0x20 {
                for digit in "\\u00\(Hex.text([byte]))".utf8 { output.append(digit) }
                continue
            }
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                output.append(UInt8(ascii: "\\"))
            }
            output.append(byte)
        }
        output.append(UInt8(ascii: "\""))
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
