import HealthModel
import HealthXML

/// Writes one element with all that is in it as the JSON of an ``ArchiveNode``, while its tags come by.
///
/// Three things are changed on the way, so that two exports of one element have equal bodies: dates are written with the
/// offset +0000, devices without their pointer, and a metadata entry that stands twice with equal values is written once.
/// A second `startDate` becomes the missing `endDate`. Text becomes a child `#text` with the attribute `text`.
struct ElementWriter {
    private struct Level {
        /// Where its JSON begins, the comma before it included.
        var start: Int
        var hasChildren = false
        var isMetadata = false
        /// Of a metadata entry: where the quoted key stands.
        var key = 0..<0
        /// Its first entry in ``entries``.
        var firstEntry: Int
    }

    /// A metadata entry of an element that is still open.
    private struct Entry {
        var json: Range<Int>
        var key: Range<Int>
    }

    /// No element has been seen with more than some dozens; beyond this many, doubles are kept.
    private static let entriesComparedMax = 256

    private var json = JSONBytes()
    private var levels: [Level] = []
    private var entries: [Entry] = []
    private var dates = DateText()
    private(set) var digest = ContentDigest()

    var isOpen: Bool { !levels.isEmpty }

    /// The element's JSON; complete when ``isOpen`` is false.
    var bytes: [UInt8] { json.bytes }

    var byteCount: Int { json.bytes.count }

    /// Starts over in the same memory.
    mutating func reset() {
        json.bytes.removeAll(keepingCapacity: true)
        levels.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
        digest = ContentDigest()
    }

    mutating func open(
        _ name: ByteRange, _ attributes: [XMLAttribute], _ window: Span<UInt8>,
        _ oddities: inout Oddities
    ) {
        var level = Level(start: json.bytes.count, firstEntry: entries.count)
        separate()
        json.literal("{\"element\":")
        oddities.add(
            json.quoted(name, of: window, needsDecoding: true), "<\(window.excerpt(name))>")
        level.isMetadata = window.equals("MetadataEntry", name)
        json.literal(",\"attributes\":[")
        var hasStart = false
        for (index, attribute) in attributes.enumerated() {
            if index > 0 { json.literal(",") }
            let isStart = window.equals("startDate", attribute.name)
            let isEnd = isStart && hasStart && Self.lacksEnd(attributes, window)
            if Self.isDoubled(index, attributes, window) {
                oddities.add(.doubledAttribute, Self.example(attribute, name, window))
            }
            hasStart = hasStart || isStart
            write(attribute, as: isEnd ? "endDate" : nil, of: name, &level, window, &oddities)
        }
        json.literal("],\"children\":[")
        levels.append(level)
    }

    mutating func text(
        _ range: ByteRange, isLiteral: Bool, _ window: Span<UInt8>, _ oddities: inout Oddities
    ) {
        guard isOpen else { return }
        separate()
        json.literal("{\"element\":\"#text\",\"attributes\":[[\"text\",")
        let start = json.bytes.count
        let findings = json.quoted(range, of: window, needsDecoding: true, isLiteral: isLiteral)
        oddities.add(findings, "text")
        digest.add(json.bytes[start...])
        json.literal("]],\"children\":[]}")
    }

    /// Adds a child that names a file.
    mutating func addReference(path: String) {
        separate()
        json.literal("{\"element\":\"FileReference\",\"attributes\":[[\"path\",")
        json.quoted(path.utf8Array.span)
        json.literal("]],\"children\":[]}")
    }

    mutating func close(_ oddities: inout Oddities) {
        guard let level = levels.popLast() else { return }
        json.literal("]}")
        entries.removeLast(entries.count - level.firstEntry)
        if level.isMetadata, let parent = levels.last {
            fold(level, into: parent, &oddities)
        }
    }

    private mutating func separate() {
        guard let parent = levels.indices.last else { return }
        if levels[parent].hasChildren { json.literal(",") }
        levels[parent].hasChildren = true
    }

    private mutating func write(
        _ attribute: XMLAttribute, as name: StaticString?, of element: ByteRange,
        _ level: inout Level, _ window: Span<UInt8>, _ oddities: inout Oddities
    ) {
        let start = json.bytes.count
        json.literal("[")
        var findings: XMLText.Findings = []
        if let name {
            name.withUTF8Buffer { unsafe json.quoted($0.span) }
        } else {
            findings = json.quoted(attribute.name, of: window, needsDecoding: true)
        }
        json.literal(",")
        let valueStart = json.bytes.count
        if window.equals("device", attribute.name) {
            var decoded: [UInt8] = []
            findings.formUnion(XMLText.append(attribute.value, of: window, to: &decoded))
            json.quoted(DevicePointer.removed(from: decoded).span)
        } else if !level.isMetadata, let moment = dates.parse(window, attribute.value) {
            json.literal("\"")
            InstantText.appendArchiveDate(moment.instant, to: &json.bytes)
            json.literal("\"")
        } else {
            findings.formUnion(
                json.quoted(
                    attribute.value, of: window, needsDecoding: attribute.needsDecoding))
        }
        oddities.add(findings, Self.example(attribute, element, window))
        if level.isMetadata, window.equals("key", attribute.name) {
            level.key = valueStart..<json.bytes.count
        }
        json.literal("]")
        if !Self.isFleeting(attribute.name, window) { digest.add(json.bytes[start...]) }
    }

    /// Takes back a metadata entry that its parent has already.
    private mutating func fold(
        _ level: Level, into parent: Level, _ oddities: inout Oddities
    ) {
        let hasComma = json.bytes[level.start] == UInt8(ascii: ",")
        let whole = level.start + (hasComma ? 1 : 0)..<json.bytes.count
        for entry in entries[parent.firstEntry...].prefix(Self.entriesComparedMax) {
            if json.bytes[entry.json] == json.bytes[whole] {
                json.bytes.removeLast(json.bytes.count - level.start)
                return
            }
            if !level.key.isEmpty, json.bytes[entry.key] == json.bytes[level.key] {
                oddities.add(.unequalMetadata, "value of <MetadataEntry>")
            }
        }
        entries.append(Entry(json: whole, key: level.key))
    }

    private static func lacksEnd(_ attributes: [XMLAttribute], _ window: Span<UInt8>) -> Bool {
        !attributes.contains { window.equals("endDate", $0.name) }
    }

    private static func isDoubled(
        _ index: Int, _ attributes: [XMLAttribute], _ window: Span<UInt8>
    ) -> Bool {
        let name = attributes[index].name
        let text = window.extracting(name.start..<name.end)
        // Tags of thousands of attributes exist only to make this slow.
        return attributes[..<min(index, 64)].contains { window.equals(text, $0.name) }
    }

    /// Whether an attribute changes from export to export, or says nothing about what was measured.
    private static func isFleeting(_ name: ByteRange, _ window: Span<UInt8>) -> Bool {
        window.equals("device", name) || window.equals("creationDate", name)
            || window.equals("sourceVersion", name)
    }

    private static func example(
        _ attribute: XMLAttribute, _ element: ByteRange, _ window: Span<UInt8>
    ) -> String {
        "\(window.excerpt(attribute.name)) of <\(window.excerpt(element))>"
    }
}
