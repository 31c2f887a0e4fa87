import HealthPlugin
import HealthStore

/// A sample in words, as tests write it and as they read it back.
struct TestRow: Hashable, Comparable {
    enum Value: Hashable {
        case number(Double)
        case text(String)
    }

    var type = "Steps"
    var start: Int64
    var end: Int64
    var source = "Phone"
    var value = Value.number(1)
    var unit = "count"
    var device = ""
    var metadata = ""

    init(
        _ start: Int64, _ end: Int64? = nil, type: String = "Steps", source: String = "Phone",
        _ number: Double = 1, unit: String = "count", device: String = "", metadata: String = ""
    ) {
        (self.start, self.end, self.type) = (start, end ?? start, type)
        (self.source, value) = (source, .number(number))
        (self.unit, self.device, self.metadata) = (unit, device, metadata)
    }

    init(
        _ start: Int64, _ end: Int64? = nil, type: String = "Sleep", source: String = "Phone",
        text: String
    ) {
        (self.start, self.end, self.type) = (start, end ?? start, type)
        (self.source, value, unit) = (source, .text(text), "")
    }

    /// What makes a sample itself.
    struct Key: Hashable {
        var type: String
        var start: Int64
        var end: Int64
        var source: String
        var value: Value
    }

    var key: Key { Key(type: type, start: start, end: end, source: source, value: value) }

    /// Any order will do to compare two lists.
    static func < (left: Self, right: Self) -> Bool {
        (left.type, left.start, left.end, left.source, "\(left.value)", "\(left)")
            < (right.type, right.start, right.end, right.source, "\(right.value)", "\(right)")
    }

    /// Metadata of one entry.
    static func entry(_ key: String, _ value: String) -> String {
        String(decoding: MetadataSet.encode([(key, value)]), as: UTF8.self)
    }
}

extension SampleBatch {
    init(_ rows: [TestRow]) {
        self.init()
        for row in rows {
            let (type, source) = (texts.intern(row.type), texts.intern(row.source))
            let (unit, device) = (texts.intern(row.unit), texts.intern(row.device))
            let metadata = texts.intern(row.metadata)
            let (start, end) = (Instant(seconds: row.start), Instant(seconds: row.end))
            switch row.value {
            case .number(let number):
                self.rows.append(
                    SampleRow(
                        type: type, start: start, end: end, source: source, number: number,
                        unit: unit, device: device, metadata: metadata))
            case .text(let text):
                self.rows.append(
                    SampleRow(
                        type: type, start: start, end: end, source: source,
                        text: texts.intern(text), unit: unit, device: device, metadata: metadata))
            }
        }
    }
}

extension StoreReader {
    /// Everything that a query selects, in the order in which it came.
    func rows(
        _ types: [String], _ match: SampleQuery.Match = .starting,
        _ range: Range<Int64> = everything
    ) throws -> [TestRow] {
        var rows: [TestRow] = []
        let query = SampleQuery(
            types: types, match,
            Instant(seconds: range.lowerBound)..<Instant(seconds: range.upperBound))
        try samples(query) { sample in
            var row = TestRow(sample.start.seconds, sample.end.seconds)
            (row.type, row.source) = (
                try typeName(sample.type), try sourceName(sample.source)
            )
            switch sample.value {
            case .number(let number): row.value = .number(number)
            case .text(let text): row.value = .text(text)
            }
            row.unit = try unitName(sample.unit)
            row.device = try deviceText(sample.device)
            row.metadata = String(
                decoding: MetadataSet.encode(try metadata(sample.metadata)), as: UTF8.self)
            rows.append(row)
        }
        return rows
    }

    func arrivals(of types: [String], since position: Int64) throws -> [Extent] {
        var extents: [Extent] = []
        try arrivals(of: types, since: position) { extents.append($0) }
        return extents
    }

    func documents(_ query: DocumentQuery) throws -> [StoredDocument] {
        var documents: [StoredDocument] = []
        try self.documents(query) { documents.append($0) }
        return documents
    }
}

let everything = Int64(-100_000_000_000)..<Int64(100_000_000_000)

extension HealthStore {
    /// Imports rows as one archive and commits.
    @discardableResult
    func importArchive(
        _ rows: [TestRow], documents: [Document] = [], exported date: Int64? = nil,
        addOnly: Bool = false, batch: Int = 1000
    ) throws -> ImportReport {
        let session = try beginImport(.archive(addOnly: addOnly))
        if let date { try session.begin(exportDate: Instant(seconds: date)) }
        try session.add(rows, batch: batch)
        for document in documents { try session.add(document) }
        return try session.commit()
    }
}

extension ImportRequest {
    static func archive(addOnly: Bool = false) -> ImportRequest {
        ImportRequest(
            kind: .archive, name: "export.zip", readerVersion: 1, addOnly: addOnly,
            now: Instant(seconds: 1_700_000_000))
    }

    static let payload = ImportRequest(
        kind: .payload, name: "push.json", readerVersion: 1, now: Instant(seconds: 1_700_000_000))
}

extension ImportSession {
    func add(_ rows: [TestRow], batch: Int) throws {
        for start in stride(from: 0, to: rows.count, by: batch) {
            try add(SampleBatch(Array(rows[start..<min(rows.count, start + batch)])))
        }
    }
}
