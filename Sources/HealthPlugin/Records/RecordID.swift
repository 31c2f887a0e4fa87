/// Identifiers of records that came without one: UUID version 5 in hae's namespace, in upper case.
///
/// Source: section 1.5 of the wire format.
public enum RecordID {
    /// UUIDv5 of the URL namespace and `urn:hae`.
    private static let namespace: [UInt8] = [
        0xd7, 0x5c, 0xb6, 0xde, 0xe4, 0xe7, 0x58, 0x68, 0x87, 0x77, 0xa5, 0x7b, 0x98, 0x35, 0x01,
        0x50,
    ]

    /// The identifier of fields, the first of which is the kind: `workout`, `stateOfMind`.
    public static func derived(_ fields: [String]) -> String {
        let name = Array(fields.joined(separator: "\n").utf8)
        var bytes = Array(SHA1.digest(of: namespace + name).prefix(16))
        bytes[6] = bytes[6] & 0x0f | 0x50
        bytes[8] = bytes[8] & 0x3f | 0x80
        let digits = Array("0123456789ABCDEF".utf8)
        var text: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
            text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        return String(decoding: text, as: UTF8.self)
    }
}
