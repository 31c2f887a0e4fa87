import HealthModel
import HealthXML

/// Interns device descriptions. They differ in their pointer on nearly every record, so it is left out before the bytes
/// are compared with those of the records before.
struct DeviceCache {
    /// Descriptions by what follows the pointer.
    private var tails = TextCache()
    /// Any other text.
    private var others = TextCache()
    private var decoded: [UInt8] = []
    private let prefixWords = (
        NamePattern.packed("&lt;&lt;"), NamePattern.packed("HKDevice"),
        NamePattern.packed("vice: 0x")
    )

    mutating func forget() {
        tails.forget()
        others.forget()
    }

    /// The interned canonical text of a `device` attribute.
    @inline(__always)
    mutating func index(
        _ attribute: XMLAttribute, _ window: Span<UInt8>, _ texts: inout TextTable,
        _ oddities: inout Oddities
    ) -> Int32 {
        let tail = tail(of: attribute.value, window)
        if let tail, let index = tails.index(window, tail) { return index }
        if let index = others.index(window, attribute.value) { return index }
        decoded.removeAll(keepingCapacity: true)
        let findings = XMLText.append(attribute.value, of: window, to: &decoded)
        oddities.add(findings, "device of <Record>")
        let canonical = DevicePointer.removed(from: decoded)
        let index = texts.intern(canonical.span)
        guard findings.isEmpty else { return index }
        if let tail, canonical.count < decoded.count {
            tails.remember(index, window, tail)
        } else {
            others.remember(index, window, attribute.value)
        }
        return index
    }

    /// What follows the pointer of a description, from its `&gt;` on.
    @inline(__always)
    private func tail(of range: ByteRange, _ window: Span<UInt8>) -> ByteRange? {
        // `&lt;&lt;HKDevice: 0x` in three words.
        guard range.count > 24, window.word(at: range.start) == prefixWords.0,
            window.word(at: range.start + 8) == prefixWords.1,
            window.word(at: range.start + 12) == prefixWords.2
        else { return nil }
        var cursor = range.start + 20
        while cursor < range.end, DevicePointer.isHexDigit(window[cursor]) { cursor += 1 }
        return ByteRange(cursor, range.end)
    }
}
