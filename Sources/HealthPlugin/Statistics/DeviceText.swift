/// The fields of an archive's device description: `name:Apple Watch, manufacturer:Apple Inc., model:Watch, …`.
///
/// Fields are told apart by their known names, because hardware names contain a comma (`Watch6,2`). The
/// description may still be in its angle brackets.
public struct DeviceText: Sendable {
    private static let keys = [
        "name", "manufacturer", "model", "hardware", "firmware", "software", "localIdentifier",
        "UDIDeviceIdentifier", "creation date",
    ]

    private var fields: [String: String] = [:]

    public init(_ text: String) {
        var key: String?
        for part in text.split(separator: ", ", omittingEmptySubsequences: false) {
            if let name = DeviceText.keys.first(where: { part.hasPrefix($0 + ":") }) {
                key = fields[name] == nil ? name : nil
                if key != nil { fields[name] = String(part.dropFirst(name.count + 1)) }
            } else if let key {
                fields[key]? += ", " + part
            }
        }
        if text.hasSuffix(">"), let key, fields[key]?.hasSuffix(">") == true {
            fields[key]?.removeLast()
        }
    }

    public subscript(key: String) -> String {
        fields[key] ?? ""
    }
}
