import HealthPlugin

/// Keeps the touched records of one stream as a body or a file.
final class CollectingSink: RecordSink {
    private(set) var json: [[UInt8]] = []
    private(set) var csv: [UInt8] = []
    private(set) var warnings: [String] = []
    /// The dates of all records, touched or not.
    private(set) var dates: [Instant] = []

    func record(
        stream: Int, date: Instant, touched: Bool, _ write: (inout JSONWriter) throws -> Void
    ) throws {
        var writer = JSONWriter()
        try write(&writer)
        dates.append(date)
        if touched { json.append(writer.bytes) }
    }

    func row(
        stream: Int, date: Instant, touched: Bool, _ write: (inout CSVWriter) throws -> Void
    ) throws {
        var writer = CSVWriter()
        try write(&writer)
        dates.append(date)
        if touched { csv += writer.bytes }
    }

    func warning(_ code: String, _ phrase: String) {
        warnings.append(code)
    }
}
