/// JSON that is wrapped for reading.
enum JSONFixture {
    /// Removes white space outside strings.
    static func compact(_ text: String) -> String {
        var bytes: [UInt8] = []
        var (isString, isEscaped) = (false, false)
        for byte in text.utf8 {
            if isString {
                bytes.append(byte)
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isString = false
                }
            } else if ![0x20, 0x0a, 0x0d, 0x09].contains(byte) {
                bytes.append(byte)
                isString = byte == UInt8(ascii: "\"")
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
