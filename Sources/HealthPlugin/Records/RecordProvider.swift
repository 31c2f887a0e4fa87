/// A data type whose records stand by themselves: one stream, records in order of their start, no grouping.
///
/// A plugin of this kind says what a sample or a document is as a record; reading back, windows, the folding of
/// what came twice and the order are done here.
public protocol RecordProvider: PayloadReader {
    associatedtype Record: WireRecord

    /// Full identifiers of the types whose samples are records, each one; the default is all that are read.
    var sampleTypes: [String] { get }
    /// How long before what it holds a record may begin, in seconds; `nil`, the default, when a record holds
    /// nothing but itself.
    var reach: Int64? { get }
    /// The kinds of documents that are records; the default is all that are read.
    var recordKinds: [String] { get }
    /// How long after its end comes what a record holds, in seconds; the default is 0. Counts where there is a
    /// ``reach``.
    var padding: Int64 { get }

    /// The record that a sample is, or `nil` when it is none.
    func record(of sample: StoredSample, in store: any StoreReader) throws -> Record?
    /// The record that a document is. The default reads the body of an item.
    func record(of document: StoredDocument, zone: ZoneTable) throws -> Record
    /// The records that one item of a payload is. The default is one.
    func records(of item: JSONValue, zone: ZoneTable) throws(ItemError) -> [Record]
    /// The record as these settings send it, with what the store holds beside it. The default is the record itself.
    func completed(
        _ record: Record, for settings: ExportSettings, from store: any StoreReader
    ) throws -> Record
    /// Writes a record for a receiver, with what the store holds beside it.
    func write(
        _ record: Record, to json: inout JSONWriter, _ dates: inout DateWriter,
        from store: any StoreReader
    ) throws
}

extension RecordProvider {
    public var sampleTypes: [String] { descriptor.types }
    public var reach: Int64? { nil }
    public var recordKinds: [String] { descriptor.documentKinds }
    public var padding: Int64 { 0 }

    public func record(of sample: StoredSample, in store: any StoreReader) throws -> Record? { nil }

    public func record(of document: StoredDocument, zone: ZoneTable) throws -> Record {
        var fields = try ItemFields(JSONParser.parse(document.body), zone: zone)
        return try Record(&fields)
    }

    public func records(of item: JSONValue, zone: ZoneTable) throws(ItemError) -> [Record] {
        var fields = try ItemFields(item, zone: zone)
        return [try Record(&fields)]
    }

    public func completed(
        _ record: Record, for settings: ExportSettings, from store: any StoreReader
    ) -> Record { record }

    public func write(
        _ record: Record, to json: inout JSONWriter, _ dates: inout DateWriter,
        from store: any StoreReader
    ) {
        record.write(to: &json, as: .wire, &dates)
    }
}

// MARK: - Provider

extension RecordProvider {
    public func streams(
        for settings: ExportSettings, in store: any StoreReader
    ) throws -> [ExportStream] {
        [ExportStream(id: descriptor.id, reads: descriptor.reads)]
    }

    public func export(
        _ request: ExportRequest, from store: any StoreReader, into sink: any RecordSink
    ) throws {
        for (stream, selection) in request.selections.enumerated() {
            let exporter = RecordExporter(
                self, stream: stream, settings: request.settings, store: store, sink: sink)
            try exporter.export(selection)
        }
    }

    public func writeHeader(
        for streams: [ExportStream], settings: ExportSettings, to csv: inout CSVWriter
    ) {
        for column in Record.columns { csv.cell(column) }
        csv.endRow()
    }

    public func aggregation(for settings: ExportSettings) -> String { "None" }
}

// MARK: - Reading back

extension RecordProvider {
    public func read(
        _ item: JSONValue, in context: PayloadContext
    ) throws(ItemError) -> PayloadItems {
        var items = PayloadItems()
        for record in try records(of: item, zone: context.zone) {
            items.documents.append(record.document(kind: descriptor.dataKey))
        }
        return items
    }

    public func recognizes(_ header: CSVHeader) -> Bool {
        header.has(Record.keyColumns)
    }

    public var keyColumns: [String] { Record.keyColumns }

    public func unknownColumns(of header: CSVHeader) -> [String] {
        header.columns(otherThan: CSVHeader(Record.columns).columns.map(\.name)).map(\.name)
    }

    public func read(
        _ row: CSVRow, in context: PayloadContext
    ) throws(ItemError) -> PayloadItems {
        var document = try Record(row).document(kind: descriptor.dataKey)
        // A row says less than an item: it stands beside one of the same thing and does not replace it.
        document.key += "\ncsv"
        return PayloadItems(documents: [document])
    }
}

extension ProviderDescriptor {
    /// Full identifiers of the types that are read by name.
    public var types: [String] {
        reads.compactMap { if case .type(let type) = $0 { type } else { nil } }
    }

    public var documentKinds: [String] {
        reads.compactMap { if case .document(let kind) = $0 { kind } else { nil } }
    }
}
