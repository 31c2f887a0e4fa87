import HealthModel
import HealthXML

/// Makes rows of `Record` tags. This is the hot path of every import: nothing is allocated for a record whose texts
/// stood in one of the two before.
///
/// Rules: section 19 of the archive reference, 7 to 10 and 13 to 19.
struct RecordReader {
    /// A record that has to be set aside, and why.
    struct Refusal: Error {
        var code: WarningCode
        var attribute: String
    }

    private let names = RecordNames()
    private let numbers = NumberText()
    private var dates = DateText()
    private var types = TextCache()
    private var sources = TextCache()
    private var units = TextCache()
    private var devices = DeviceCache()
    private var values = TextCache()
    private var quantityType: (index: Int32, isQuantity: Bool) = (-1, false)
    /// The offset of ExportDate, which all dates of an untouched file share.
    var exportOffset: Int?
    /// The metadata of the record that was read last and is still open.
    var metadata = MetadataBuilder()

    /// The table of texts is gone.
    mutating func forget() {
        types.forget()
        sources.forget()
        units.forget()
        devices.forget()
        values.forget()
        metadata.forget()
        quantityType.index = -1
    }

    /// Reads the attributes of one tag; unknown and doubled ones go to ``metadata``.
    ///
    /// - Returns: The row without its metadata.
    mutating func row(
        _ window: Span<UInt8>, _ attributes: [XMLAttribute], texts: inout TextTable,
        oddities: inout Oddities
    ) throws(Refusal) -> SampleRow {
        // Where each attribute stands; -1: nowhere.
        var places = InlineArray<9, Int>(repeating: -1)
        for index in attributes.indices {
            guard let attribute = names.attribute(window, attributes[index].name) else {
                keep(attributes[index], .unknownAttribute, window, &oddities)
                continue
            }
            if places[attribute.rawValue] < 0 {
                places[attribute.rawValue] = index
            } else {
                double(attribute, at: index, attributes, &places, window, &oddities)
            }
        }
        func place(_ attribute: RecordAttribute) -> XMLAttribute? {
            let index = places[attribute.rawValue]
            return index < 0 ? nil : attributes[index]
        }
        guard let typeAttribute = place(.type), !typeAttribute.value.isEmpty else {
            throw Refusal(code: .missingType, attribute: "type")
        }
        guard let startAttribute = place(.start) else {
            throw Refusal(code: .missingStart, attribute: "startDate")
        }
        let start = try date(startAttribute, "startDate", window, &oddities)
        var end = start
        if let endAttribute = place(.end) {
            end = try date(endAttribute, "endDate", window, &oddities)
            if end < start { oddities.add(.endBeforeStart, "endDate of <Record>") }
        } else {
            oddities.add(.missingEnd, "endDate of <Record>")
        }
        let type = types.text(typeAttribute, window, &texts, &oddities)
        var source: Int32 = 0
        if let attribute = place(.source) {
            source = sources.text(attribute, window, &texts, &oddities)
        } else {
            oddities.add(.missingSource, "sourceName of <Record>")
        }
        var row = SampleRow(type: type, start: start, end: end, source: source, text: 0)
        if let unit = place(.unit) { row.unit = units.text(unit, window, &texts, &oddities) }
        if let device = place(.device) {
            row.device = devices.index(device, window, &texts, &oddities)
        }
        setValue(place(.value), of: &row, window, &texts, &oddities)
        return row
    }

    @inline(__always)
    private mutating func setValue(
        _ attribute: XMLAttribute?, of row: inout SampleRow, _ window: Span<UInt8>,
        _ texts: inout TextTable, _ oddities: inout Oddities
    ) {
        if let attribute, let number = numbers.parse(window, attribute.value) {
            (row.number, row.isNumber) = (number, true)
            return
        }
        if let attribute { row.text = values.text(attribute, window, &texts, &oddities) }
        if attribute?.needsDecoding == true, let number = numbers.parse(texts[row.text]) {
            (row.number, row.isNumber, row.text) = (number, true, 0)
        } else if isQuantity(row.type, texts) {
            oddities.add(.quantityWithoutNumber, "value of \(texts.string(row.type))")
        }
    }

    @inline(__always)
    private mutating func date(
        _ attribute: XMLAttribute, _ name: StaticString, _ window: Span<UInt8>,
        _ oddities: inout Oddities
    ) throws(Refusal) -> Instant {
        guard let moment = dates.parse(window, attribute.value) else {
            throw Refusal(code: .unreadableDate, attribute: "\(name)")
        }
        if let exportOffset, moment.offset != exportOffset {
            oddities.add(.otherOffset, "\(name) of <Record>")
        }
        return moment.instant
    }

    /// A second start fills a missing end, as iOS 16 wrote it; anything else is kept beside the first.
    private mutating func double(
        _ attribute: RecordAttribute, at index: Int, _ attributes: [XMLAttribute],
        _ places: inout InlineArray<9, Int>, _ window: Span<UInt8>, _ oddities: inout Oddities
    ) {
        let end = RecordAttribute.end.rawValue
        if attribute == .start, places[end] < 0,
            !attributes.contains(where: { names.attribute(window, $0.name) == .end })
        {
            places[end] = index
            oddities.add(.doubledAttribute, "\(window.excerpt(attributes[index].name)) of <Record>")
        } else {
            keep(attributes[index], .doubledAttribute, window, &oddities)
        }
    }

    private mutating func keep(
        _ attribute: XMLAttribute, _ code: WarningCode, _ window: Span<UInt8>,
        _ oddities: inout Oddities
    ) {
        var hasBlank = false
        for position in attribute.name.start..<attribute.name.end where window[position] <= 0x20 {
            hasBlank = true
        }
        var findings: XMLText.Findings = []
        metadata.add(
            key: { findings.formUnion(XMLText.append(attribute.name, of: window, to: &$0)) },
            value: { findings.formUnion(XMLText.append(attribute.value, of: window, to: &$0)) })
        let example = "\(window.excerpt(attribute.name)) of <Record>"
        oddities.add(hasBlank && code == .unknownAttribute ? .blankAttributeName : code, example)
        oddities.add(findings, example)
    }

    private mutating func isQuantity(_ type: Int32, _ texts: TextTable) -> Bool {
        if quantityType.index != type {
            let isQuantity = texts[type].starts(with: "HKQuantityTypeIdentifier".utf8)
            quantityType = (type, isQuantity)
        }
        return quantityType.isQuantity
    }
}

extension NumberText {
    /// The number that a decoded text holds.
    func parse(_ text: ArraySlice<UInt8>) -> Double? {
        parse(text.span, ByteRange(0, text.count))
    }
}
