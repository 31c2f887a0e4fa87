import HealthPlugin

/// Keeps the touched records as a body or a file.
final class CollectingSink: RecordSink {
    private(set) var json: [(stream: Int, bytes: [UInt8])] = []
    private(set) var csv: [UInt8] = []
    private(set) var warnings: [String] = []
    /// Stream and date of all records, touched or not.
    private(set) var places: [(stream: Int, date: Instant)] = []

    func record(
        stream: Int, date: Instant, touched: Bool, _ write: (inout JSONWriter) throws -> Void
    ) throws {
        var writer = JSONWriter()
        try write(&writer)
        places.append((stream, date))
        if touched { json.append((stream, writer.bytes)) }
    }

    func row(
        stream: Int, date: Instant, touched: Bool, _ write: (inout CSVWriter) throws -> Void
    ) throws {
        var writer = CSVWriter()
        try write(&writer)
        places.append((stream, date))
        if touched { csv += writer.bytes }
    }

    /// Whether streams come one after the other, and the dates of each rise.
    var isInOrder: Bool {
        zip(places, places.dropFirst()).allSatisfy { $0 <= $1 }
    }

    func warning(_ code: String, _ phrase: String) {
        warnings.append(code)
    }
}
