/// HealthKit's description of a device, without the pointer that changes from record to record.
///
/// `<<HKDevice: 0x1234567890>, name:iPhone, hardware:iPhone99,1>` becomes `name:iPhone, hardware:iPhone99,1`; any other text
/// stays as it is. Source: section 4.2 of the archive reference.
public enum DeviceText {
    /// The known keys, in the order in which HealthKit writes them. Values may hold commas, so that only a comma, a
    /// blank and one of these ends a value.
    public static let keys = [
        "name", "manufacturer", "model", "hardware", "firmware", "software", "localIdentifier",
        "UDIDeviceIdentifier", "creation date",
    ]

    static let prefix = Array("<<HKDevice: 0x".utf8)

    /// Removes the pointer and what goes with it.
    public static func canonical(_ text: [UInt8]) -> [UInt8] {
        guard text.starts(with: prefix), text.last == UInt8(ascii: ">") else { return text }
        let rest = text[prefix.count...].drop { isHexDigit($0) }
        if rest.elementsEqual(">>".utf8) { return [] }
        guard rest.starts(with: ">, ".utf8) else { return text }
        return Array(rest.dropFirst(3).dropLast())
    }

    /// The parts of a canonical text, in its order; empty when it is of another shape.
    public static func fields(_ canonical: String) -> [(key: String, value: String)] {
        var fields: [(key: String, value: String)] = []
        for part in canonical.split(separator: ", ", omittingEmptySubsequences: false) {
            if let key = keys.first(where: { part.hasPrefix($0 + ":") }) {
                fields.append((key, String(part.dropFirst(key.count + 1))))
            } else if fields.isEmpty {
                return []
            } else {
                fields[fields.count - 1].value += ", " + part
            }
        }
        return fields
    }

    static func isHexDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
