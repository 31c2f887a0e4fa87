import HealthPlugin

/// A reader of the store that notes how long each query takes.
final class TimedReader: StoreReader {
    /// The subject under which looking for news is counted.
    static let news = "news"

    private let base: any StoreReader
    private let times: QueryTimes

    init(_ base: any StoreReader, _ times: QueryTimes) {
        (self.base, self.times) = (base, times)
    }

    var generation: Int64 { base.generation }

    func types() throws -> [TypeSummary] { try base.types() }

    func samples(_ query: SampleQuery, _ body: (StoredSample) throws -> Void) throws {
        try times.query(Self.subject(query.types)) { rows in
            try base.samples(query) {
                rows += 1
                try body($0)
            }
        }
    }

    func arrivals(
        of types: [String], since position: Int64, _ body: (Extent) throws -> Void
    ) throws {
        try times.query(Self.news) { rows in
            try base.arrivals(of: types, since: position) {
                rows += 1
                try body($0)
            }
        }
    }

    func extentOfArrivals(
        types: [String], documents kinds: [String], since position: Int64
    ) throws -> Extent? {
        try times.query(Self.news) { _ in
            try base.extentOfArrivals(types: types, documents: kinds, since: position)
        }
    }

    func newestUnit(of types: [String]) throws -> String? { try base.newestUnit(of: types) }

    func documents(_ query: DocumentQuery, _ body: (StoredDocument) throws -> Void) throws {
        try times.query(Self.subject(query.kinds)) { rows in
            try base.documents(query) {
                rows += 1
                try body($0)
            }
        }
    }

    func series(_ name: String, of document: Int64, _ body: ([UInt8]) throws -> Void) throws {
        try times.query(name) { rows in
            try base.series(name, of: document) {
                rows += 1
                try body($0)
            }
        }
    }

    func sourceName(_ source: Int32) throws -> String { try base.sourceName(source) }
    func typeName(_ type: Int32) throws -> String { try base.typeName(type) }
    func unitName(_ unit: Int32) throws -> String { try base.unitName(unit) }
    func deviceText(_ device: Int32) throws -> String { try base.deviceText(device) }
    func metadata(_ metadata: Int32) throws -> [(key: String, value: String)] {
        try base.metadata(metadata)
    }

    /// `StepCount`, `BodyMass and 2 more`.
    static func subject(_ names: [String]) -> String {
        guard let first = names.first else { return "nothing" }
        var short = first
        for prefix in ["HKQuantityTypeIdentifier", "HKCategoryTypeIdentifier", "HKDataType"]
        where first.hasPrefix(prefix) {
            short = String(first.dropFirst(prefix.count))
        }
        return names.count == 1 ? short : "\(short) and \(names.count - 1) more"
    }
}
