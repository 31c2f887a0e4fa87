/// How the other keys of a document stand in one column: joined by U+001F, which is replaced by U+FFFD where a key
/// contains it.
enum DocumentAliases {
    static let separator: UInt8 = 0x1f

    static func encode(_ aliases: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        for alias in aliases where !alias.isEmpty {
            if !bytes.isEmpty { bytes.append(separator) }
            for byte in alias.utf8 {
                if byte == separator { bytes += [0xef, 0xbf, 0xbd] } else { bytes.append(byte) }
            }
        }
        return bytes
    }

    static func decode(_ bytes: [UInt8]) -> [String] {
        bytes.split(separator: separator).map { String(decoding: $0, as: UTF8.self) }
    }
}
