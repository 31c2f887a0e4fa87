/// HealthKit's description of a device, without the pointer that changes from record to record.
///
/// `<<HKDevice: 0x1234567890>, name:iPhone, hardware:iPhone99,1>` becomes `name:iPhone, hardware:iPhone99,1`; any other text
/// stays as it is. Source: section 4.2 of the archive reference.
enum DevicePointer {
    static let prefix = Array("<<HKDevice: 0x".utf8)

    /// Removes the pointer and what goes with it.
    static func removed(from text: [UInt8]) -> [UInt8] {
        guard text.starts(with: prefix), text.last == UInt8(ascii: ">") else { return text }
        let rest = text[prefix.count...].drop { isHexDigit($0) }
        if rest.elementsEqual(">>".utf8) { return [] }
        guard rest.starts(with: ">, ".utf8) else { return text }
        return Array(rest.dropFirst(3).dropLast())
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
