/// The canonical bytes of one record's metadata: equal sets have equal bytes, whatever their order.
///
/// Form: `key` U+001F `value` U+001E for each pair, sorted by (key, value), equal pairs once. Both
/// separators are control characters that no archive has been seen to hold; where one occurs inside a key
/// or value it is replaced by U+FFFD, so that a set always reads back as written.
public enum MetadataSet {
    static let unitSeparator: UInt8 = 0x1f
    static let recordSeparator: UInt8 = 0x1e

    /// Encodes pairs; an empty list gives no bytes.
    public static func encode(_ pairs: [(key: String, value: String)]) -> [UInt8] {
        var encoded = pairs.map {
            clean($0.key) + [unitSeparator] + clean($0.value) + [recordSeparator]
        }
        encoded.sort { $0.lexicographicallyPrecedes($1) }
        var bytes: [UInt8] = []
        var previous: [UInt8] = []
        for pair in encoded where pair != previous {
            bytes += pair
            previous = pair
        }
        return bytes
    }

    /// Reads the pairs back, in their stored order.
    public static func decode(_ bytes: [UInt8]) -> [(key: String, value: String)] {
        bytes.split(separator: recordSeparator).map { pair in
            let parts = pair.split(
                separator: unitSeparator, maxSplits: 1, omittingEmptySubsequences: false)
            return (
                String(decoding: parts[0], as: UTF8.self),
                parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : ""
            )
        }
    }

    /// The key as HealthKit's constants are compared: without a leading `HKMetadataKey` or `HK`, as real
    /// archives contain both spellings.
    public static func bareKey(_ key: String) -> Substring {
        if key.hasPrefix("HKMetadataKey") { return key.dropFirst(13) }
        if key.hasPrefix("HK") { return key.dropFirst(2) }
        return key[...]
    }

    private static func clean(_ text: String) -> [UInt8] {
        let utf8 = Array(text.utf8)
        guard utf8.contains(where: { $0 == unitSeparator || $0 == recordSeparator }) else {
            return utf8
        }
        return utf8.flatMap {
            $0 == unitSeparator || $0 == recordSeparator ? [0xef, 0xbf, 0xbd] : [$0]
        }
    }
}
