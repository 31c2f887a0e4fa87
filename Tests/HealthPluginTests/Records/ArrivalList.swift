import HealthPlugin

/// A store that knows arrivals and documents and nothing else.
final class ArrivalList: StoreReader {
    let generation: Int64 = 2
    /// By start.
    private let extents: [Extent]
    /// By start.
    private let list: [StoredDocument]
    /// The most bytes of bodies that one query passed.
    private(set) var largestPage = 0

    init(extents: [Extent] = [], documents: [StoredDocument] = []) {
        self.extents = extents.sorted { $0.start < $1.start }
        list = documents
    }

    func arrivals(
        of types: [String], since position: Int64, _ body: (Extent) throws -> Void
    ) throws {
        try extents.forEach(body)
    }

    func documents(_ query: DocumentQuery, _ body: (StoredDocument) throws -> Void) throws {
        var bytes = 0
        defer { largestPage = max(largestPage, bytes) }
        for document in list {
            guard let start = document.start, query.starting?.contains(start) ?? true else {
                continue
            }
            bytes += document.body.count
            try body(document)
        }
    }

    func types() throws -> [TypeSummary] { [] }
    func samples(_ query: SampleQuery, _ body: (StoredSample) throws -> Void) throws {}
    func extentOfArrivals(
        types: [String], documents kinds: [String], since position: Int64
    ) throws -> Extent? { nil }
    func newestUnit(of types: [String]) throws -> String? { nil }
    func series(_ name: String, of document: Int64, _ body: ([UInt8]) throws -> Void) throws {}
    func sourceName(_ source: Int32) throws -> String { "" }
    func typeName(_ type: Int32) throws -> String { "" }
    func unitName(_ unit: Int32) throws -> String { "" }
    func deviceText(_ device: Int32) throws -> String { "" }
    func metadata(_ metadata: Int32) throws -> [(key: String, value: String)] { [] }
}

extension StoredDocument {
    /// A document of which only row and start matter.
    static func row(_ id: Int64, start: Int64, length: Int64 = 0) -> StoredDocument {
        StoredDocument(
            id: id, kind: "k", key: "\(id)", aliases: [], form: .item,
            start: Instant(seconds: start), end: Instant(seconds: start + length), source: "",
            generation: 2, isGone: false, body: [], series: [])
    }
}
