import HealthPlugin

/// What an export wrote, record by record.
struct ContractExport {
    struct Record: Equatable {
        var stream: Int
        var date: Instant
        var touched: Bool
        /// One JSON value, or the cells of a row with its end.
        var bytes: [UInt8]

        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    var streams: [ExportStream] = []
    var header: [UInt8] = []
    var records: [Record] = []
    var warnings: Set<String> = []
    /// The most rows that were read between two records.
    var readAhead = 0

    var touched: [Record] { records.filter(\.touched) }
}

/// Keeps the records, and watches how far reading is ahead of them.
final class ContractSink: RecordSink {
    private(set) var export = ContractExport()
    private let meter: MeteredReader
    private var rowsBefore = 0

    init(streams: [ExportStream], meter: MeteredReader) {
        export.streams = streams
        self.meter = meter
    }

    func record(
        stream: Int, date: Instant, touched: Bool, _ write: (inout JSONWriter) throws -> Void
    ) throws {
        var writer = JSONWriter()
        try write(&writer)
        add(stream, date, touched, writer.bytes)
    }

    func row(
        stream: Int, date: Instant, touched: Bool, _ write: (inout CSVWriter) throws -> Void
    ) throws {
        var writer = CSVWriter()
        try write(&writer)
        add(stream, date, touched, writer.bytes)
    }

    func warning(_ code: String, _ phrase: String) {
        export.warnings.insert(code)
    }

    private func add(_ stream: Int, _ date: Instant, _ touched: Bool, _ bytes: [UInt8]) {
        export.records.append(
            .init(stream: stream, date: date, touched: touched, bytes: bytes))
        export.readAhead = max(export.readAhead, meter.rows - rowsBefore)
        rowsBefore = meter.rows
    }
}
