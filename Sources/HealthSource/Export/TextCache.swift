import HealthModel
import HealthXML

/// Remembers where the last two different texts of one attribute are interned, by their bytes in the file.
///
/// Records come in runs of one type, and phone and watch take turns: two are enough to skip nearly all look-ups.
struct TextCache {
    private var latest: [UInt8] = []
    private var latestIndex: Int32 = -1
    private var other: [UInt8] = []
    private var otherIndex: Int32 = -1
    private var decoded: [UInt8] = []

    /// The interned text of an attribute of a record.
    @inline(__always)
    mutating func text(
        _ attribute: XMLAttribute, _ window: Span<UInt8>, _ texts: inout TextTable,
        _ oddities: inout Oddities
    ) -> Int32 {
        index(window, attribute.value) ?? intern(attribute, window, &texts, &oddities)
    }

    private mutating func intern(
        _ attribute: XMLAttribute, _ window: Span<UInt8>, _ texts: inout TextTable,
        _ oddities: inout Oddities
    ) -> Int32 {
        let index: Int32
        if attribute.needsDecoding {
            decoded.removeAll(keepingCapacity: true)
            let findings = XMLText.append(attribute.value, of: window, to: &decoded)
            index = texts.intern(decoded.span)
            oddities.add(findings, "\(window.excerpt(attribute.name)) of <Record>")
            // Not remembered when there was something to report, as each one counts.
            if !findings.isEmpty { return index }
        } else {
            index = texts.intern(window.extracting(attribute.value.start..<attribute.value.end))
        }
        remember(index, window, attribute.value)
        return index
    }

    /// The index of the text that stands in `range`, when it is one of the two.
    @inline(__always)
    mutating func index(_ window: Span<UInt8>, _ range: ByteRange) -> Int32? {
        if latestIndex >= 0, window.equals(latest.span, range) { return latestIndex }
        guard otherIndex >= 0, window.equals(other.span, range) else { return nil }
        swap(&latest, &other)
        swap(&latestIndex, &otherIndex)
        return latestIndex
    }

    /// Remembers `index` for the bytes in `range`.
    mutating func remember(_ index: Int32, _ window: Span<UInt8>, _ range: ByteRange) {
        swap(&latest, &other)
        otherIndex = latestIndex
        latest.removeAll(keepingCapacity: true)
        for position in range.start..<range.end { latest.append(window[position]) }
        latestIndex = index
    }

    /// Forgets both: the table that they were interned in is gone.
    mutating func forget() {
        (latestIndex, otherIndex) = (-1, -1)
    }
}
