import HealthPlugin

/// A payload or a file of the app in memory, cut into items as the reader of files does it.
struct PayloadFixture<Reader: PayloadReader> {
    typealias Read = () throws(ItemError) -> PayloadItems

    private enum Item {
        case value(JSONValue, group: JSONValue?)
        case row([String])
    }

    private let reader: Reader
    private var context: PayloadContext
    private var header = CSVHeader([])
    private var items: [(place: String, item: Item)] = []

    init(_ bytes: [UInt8], isCSV: Bool, _ reader: Reader, _ context: PayloadContext) throws {
        (self.reader, self.context) = (reader, context)
        if isCSV { try addRows(bytes) } else { try addItems(bytes) }
        if context.grouping == nil, reader.hasBuckets { self.context.grouping = grouping }
    }

    /// Passes the items with their places.
    func forEach(_ body: (String, Read) throws -> Void) throws {
        for (place, item) in items {
            try body(place) { () throws(ItemError) in
                switch item {
                case .value(let value, let group):
                    return try reader.read(value, in: context(of: group))
                case .row(let fields):
                    let row = try CSVRow(fields, header: header, zone: context.zone)
                    return try reader.read(row, in: context)
                }
            }
        }
    }

    /// The items of JSON, each with what is known around it.
    var values: [(value: JSONValue, context: PayloadContext)] {
        items.compactMap { _, item in
            guard case .value(let value, let group) = item else { return nil }
            return (value, context(of: group))
        }
    }

    private var grouping: Grouping? {
        var evidence = GroupingEvidence()
        for (_, item) in items {
            switch item {
            case .value(let value, let group):
                evidence.narrow(to: reader.groupings(of: value, in: context(of: group)))
            case .row(let fields):
                guard let row = try? CSVRow(fields, header: header, zone: context.zone) else {
                    continue
                }
                evidence.narrow(to: reader.groupings(of: row, in: context))
            }
        }
        return evidence.grouping
    }

    private func context(of group: JSONValue?) -> PayloadContext {
        var context = context
        context.group = group
        return context
    }

    private mutating func addItems(_ bytes: [UInt8]) throws {
        let array = try JSONParser.parse(bytes)["data"]?[reader.descriptor.dataKey]?.array ?? []
        for (index, value) in array.enumerated() {
            let place = "item \(index + 1)"
            guard let member = reader.groupMember else {
                items.append((place, .value(value, group: nil)))
                continue
            }
            let head = (value.object ?? []).filter { $0.key != member }
            for (inner, item) in (value[member]?.array ?? []).enumerated() {
                items.append(("\(place).\(inner + 1)", .value(item, group: .object(head))))
            }
        }
    }

    private mutating func addRows(_ bytes: [UInt8]) throws {
        var rows = CSVReader()
        guard let fields = try rows.row(bytes.span, isEnd: true) else { return }
        header = CSVHeader(fields)
        guard reader.recognizes(header) else { throw FixtureError("the header is not known") }
        while let fields = try rows.row(bytes.span, isEnd: true) {
            items.append(("row \(items.count + 1)", .row(fields)))
        }
    }
}
