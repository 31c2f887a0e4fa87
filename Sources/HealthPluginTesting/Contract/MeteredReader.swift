import HealthPlugin

/// A store's reader that counts the rows that it passes on, and ends an export that asks and asks.
final class MeteredReader: StoreReader {
    /// Questions that a small store does not explain; per row there may be some more.
    private static let queriesMax = 20_000

    private let store: any StoreReader
    private(set) var rows = 0
    private var queries = 0

    init(_ store: any StoreReader) {
        self.store = store
    }

    var generation: Int64 { store.generation }

    private func countQuery() throws {
        queries += 1
        if queries > Self.queriesMax + 20 * rows {
            throw QueriesError(queries: queries, rows: rows)
        }
    }

    func types() throws -> [TypeSummary] { try store.types() }

    func samples(_ query: SampleQuery, _ body: (StoredSample) throws -> Void) throws {
        try countQuery()
        try store.samples(query) {
            rows += 1
            try body($0)
        }
    }

    func arrivals(
        of types: [String], since position: Int64, _ body: (Extent) throws -> Void
    ) throws {
        try countQuery()
        try store.arrivals(of: types, since: position, body)
    }

    func extentOfArrivals(
        types: [String], documents kinds: [String], since position: Int64
    ) throws -> Extent? {
        try store.extentOfArrivals(types: types, documents: kinds, since: position)
    }

    func newestUnit(of types: [String]) throws -> String? { try store.newestUnit(of: types) }

    func documents(_ query: DocumentQuery, _ body: (StoredDocument) throws -> Void) throws {
        try countQuery()
        try store.documents(query) {
            rows += 1
            try body($0)
        }
    }

    func series(_ name: String, of document: Int64, _ body: ([UInt8]) throws -> Void) throws {
        try countQuery()
        try store.series(name, of: document, body)
    }

    func sourceName(_ source: Int32) throws -> String { try store.sourceName(source) }
    func typeName(_ type: Int32) throws -> String { try store.typeName(type) }
    func unitName(_ unit: Int32) throws -> String { try store.unitName(unit) }
    func deviceText(_ device: Int32) throws -> String { try store.deviceText(device) }
    func metadata(_ metadata: Int32) throws -> [(key: String, value: String)] {
        try store.metadata(metadata)
    }
}

/// Work that grows with time in which nothing happened.
struct QueriesError: Error, CustomStringConvertible {
    let queries: Int
    let rows: Int

    var description: String {
        "after \(queries) queries for \(rows) rows it was stopped: the work grows with empty time"
    }
}
