import HealthModel
import HealthXML

/// Collects the metadata of one record and makes the bytes that ``MetadataSet`` makes of the same pairs.
struct MetadataBuilder {
    private struct Pair {
        var start: Int
        var keyEnd: Int
        var end: Int
    }

    let keyName = NamePattern("key")
    let valueName = NamePattern("value")
    /// Each pair as `key` U+001F `value` U+001E.
    private var bytes: [UInt8] = []
    private var pairs: [Pair] = []
    private var sorted: [UInt8] = []
    private var last: [UInt8] = []
    private var lastIndex: Int32 = -1

    var isEmpty: Bool { pairs.isEmpty }

    var byteCount: Int { bytes.count }

    /// Adds a pair: the value of one attribute under that of another.
    mutating func add(
        key: XMLAttribute, value: XMLAttribute?, _ window: Span<UInt8>
    ) -> XMLText.Findings {
        let start = bytes.count
        var findings = XMLText.append(key, of: window, to: &bytes)
        // The separators are control characters, which need decoding.
        if key.needsDecoding { clean(from: start) }
        let keyEnd = bytes.count
        bytes.append(0x1f)
        if let value {
            findings.formUnion(XMLText.append(value, of: window, to: &bytes))
            if value.needsDecoding { clean(from: keyEnd + 1) }
        }
        bytes.append(0x1e)
        pairs.append(Pair(start: start, keyEnd: keyEnd, end: bytes.count))
        return findings
    }

    /// Interns the set and starts over; an empty set is the empty text.
    ///
    /// - Parameter unequal: Called when one key has unequal values.
    mutating func intern(into texts: inout TextTable, unequal: () -> Void) -> Int32 {
        guard !pairs.isEmpty else { return 0 }
        defer {
            bytes.removeAll(keepingCapacity: true)
            pairs.removeAll(keepingCapacity: true)
        }
        if pairs.count > 1 { sort(unequal) }
        let whole = ByteRange(0, bytes.count)
        if lastIndex >= 0, bytes.span.equals(last.span, whole) { return lastIndex }
        lastIndex = texts.intern(bytes.span)
        swap(&last, &bytes)
        return lastIndex
    }

    /// Throws away what was collected.
    mutating func discard() {
        bytes.removeAll(keepingCapacity: true)
        pairs.removeAll(keepingCapacity: true)
    }

    /// The table is gone.
    mutating func forget() {
        lastIndex = -1
    }

    private mutating func sort(_ unequal: () -> Void) {
        pairs.sort { bytes[$0.start..<$0.end].lexicographicallyPrecedes(bytes[$1.start..<$1.end]) }
        sorted.removeAll(keepingCapacity: true)
        var previous: Pair?
        for pair in pairs {
            if let before = previous,
                bytes[before.start..<before.end] == bytes[pair.start..<pair.end]
            {
                continue
            }
            if let before = previous,
                bytes[before.start..<before.keyEnd] == bytes[pair.start..<pair.keyEnd]
            {
                unequal()
            }
            sorted.append(contentsOf: bytes[pair.start..<pair.end])
            previous = pair
        }
        swap(&bytes, &sorted)
    }

    /// Replaces the separators where they occur in a key or value.
    private mutating func clean(from start: Int) {
        func isSeparator(_ byte: UInt8) -> Bool { byte == 0x1f || byte == 0x1e }
        guard bytes[start...].contains(where: isSeparator) else { return }
        let cleaned = bytes[start...].flatMap { byte -> [UInt8] in
            isSeparator(byte) ? [0xef, 0xbf, 0xbd] : [byte]
        }
        bytes.replaceSubrange(start..., with: cleaned)
    }
}
