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
    /// Where each attribute stands in the tag at hand; -1: nowhere.
    private var places = InlineArray<9, Int>(repeating: -1)
    /// All names in the tag at hand are known and none stands twice, so that equal names have equal places.
    private var hasPlainNames = false
    /// The row that was read last, whose texts are still in the table when ``hasLast``.
    private var last = SampleRow(
        type: 0, start: Instant(seconds: 0), end: Instant(seconds: 0), source: 0, text: 0)
    private var hasLast = false
    /// The number of its tag, when that was a long one.
    private var lastTag: Int?
    private var isRepeatable = false
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
        hasLast = false
    }

    /// Reads the attributes of the tag that `tokenizer` read last; unknown and doubled ones go to ``metadata``.
    ///
    /// - Returns: The row without its metadata.
    mutating func row(
        _ window: Span<UInt8>, _ tokenizer: borrowing XMLTokenizer, texts: inout TextTable,
        oddities: inout Oddities
    ) throws(Refusal) -> SampleRow {
        // Rows follow one another in the tokenizer's eyes too: what it calls repeated was in the last row.
        let follows = tokenizer.longTag.map { $0 - 1 } == lastTag && lastTag != nil
        lastTag = tokenizer.longTag
        let odditiesBefore = oddities.count
        if !(follows && tokenizer.repeatsNames && hasPlainNames) {
            findPlaces(window, tokenizer.attributes, &oddities)
        }
        isRepeatable = follows && hasLast
        hasLast = false
        let start: Instant
        var row = SampleRow(
            type: 0, start: Instant(seconds: 0), end: Instant(seconds: 0), source: 0, text: 0)
        let attributes = tokenizer.attributes
        guard let type = place(.type, attributes), !type.value.isEmpty else {
            throw Refusal(code: .missingType, attribute: "type")
        }
        guard let startAttribute = place(.start, attributes) else {
            throw Refusal(code: .missingStart, attribute: "startDate")
        }
        start = try date(startAttribute, last.start, "startDate", window, &oddities)
        (row.start, row.end) = (start, start)
        if let end = place(.end, attributes) {
            row.end = try date(end, last.end, "endDate", window, &oddities)
            if row.end < start { oddities.add(.endBeforeStart, "endDate of <Record>") }
        } else {
            oddities.add(.missingEnd, "endDate of <Record>")
        }
        row.type = repeated(type, last.type) ?? types.text(type, window, &texts, &oddities)
        if let source = place(.source, attributes) {
            row.source =
                repeated(source, last.source) ?? sources.text(source, window, &texts, &oddities)
        } else {
            oddities.add(.missingSource, "sourceName of <Record>")
        }
        if let unit = place(.unit, attributes) {
            row.unit = repeated(unit, last.unit) ?? units.text(unit, window, &texts, &oddities)
        }
        if let device = place(.device, attributes) {
            row.device =
                repeated(device, last.device) ?? devices.index(device, window, &texts, &oddities)
        }
        setValue(place(.value, attributes), of: &row, window, &texts, &oddities)
        // A row with an oddity is no model, as every one of them counts.
        (last, hasLast) = (row, hasPlainNames && oddities.count == odditiesBefore)
        return row
    }

    /// Finds out which attribute stands where.
    private mutating func findPlaces(
        _ window: Span<UInt8>, _ attributes: [XMLAttribute], _ oddities: inout Oddities
    ) {
        places = InlineArray(repeating: -1)
        hasPlainNames = true
        for index in attributes.indices {
            guard let attribute = names.attribute(window, attributes[index].name) else {
                hasPlainNames = false
                keep(attributes[index], .unknownAttribute, window, &oddities)
                continue
            }
            if places[attribute.rawValue] < 0 {
                places[attribute.rawValue] = index
            } else {
                hasPlainNames = false
                double(attribute, at: index, attributes, window, &oddities)
            }
        }
    }

    @inline(__always)
    private func place(_ attribute: RecordAttribute, _ attributes: [XMLAttribute]) -> XMLAttribute?
    {
        let index = places[attribute.rawValue]
        return index < 0 ? nil : attributes[index]
    }

    /// What was made of the same bytes in the last row.
    @inline(__always)
    private func repeated<Value>(_ attribute: XMLAttribute, _ value: Value) -> Value? {
        isRepeatable && attribute.isRepeated ? value : nil
    }

    @inline(__always)
    private mutating func setValue(
        _ attribute: XMLAttribute?, of row: inout SampleRow, _ window: Span<UInt8>,
        _ texts: inout TextTable, _ oddities: inout Oddities
    ) {
        if let attribute {
            let known = last.isNumber ? repeated(attribute, last.number) : nil
            if let number = known ?? numbers.parse(window, attribute.value) {
                (row.number, row.isNumber) = (number, true)
                return
            }
            row.text = values.text(attribute, window, &texts, &oddities)
        }
        if attribute?.needsDecoding == true, let number = numbers.parse(texts[row.text]) {
            (row.number, row.isNumber, row.text) = (number, true, 0)
        } else if isQuantity(row.type, texts) {
            oddities.add(.quantityWithoutNumber, "value of \(texts.string(row.type))")
        }
    }

    @inline(__always)
    private mutating func date(
        _ attribute: XMLAttribute, _ last: Instant, _ name: StaticString, _ window: Span<UInt8>,
        _ oddities: inout Oddities
    ) throws(Refusal) -> Instant {
        if let instant = repeated(attribute, last) { return instant }
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
        _ window: Span<UInt8>, _ oddities: inout Oddities
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
        let name = XMLAttribute(
            name: attribute.name, value: attribute.name, needsDecoding: true)
        let findings = metadata.add(key: name, value: attribute, window)
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
