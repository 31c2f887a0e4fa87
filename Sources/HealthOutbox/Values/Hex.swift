/// Bytes as lower-case hexadecimal digits.
enum Hex {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        var digits: [UInt8] = []
        for byte in bytes {
            for value in [byte >> 4, byte & 15] {
                digits.append(
                    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10)
            }
        }
        return String(decoding: digits, as: UTF8.self)
    }

    /// The bytes of an even number of digits, or `nil`.
    static func bytes(_ text: String) -> [UInt8]? {
        var result: [UInt8] = []
        var high: UInt8?
        for character in text {
            guard let value = character.hexDigitValue, character.isASCII else { return nil }
            if let first = high {
                result.append(first << 4 | UInt8(value))
                high = nil
            } else {
                high = UInt8(value)
            }
        }
        return high == nil ? result : nil
    }
}
