public import Foundation
public import HealthPlugin
import HealthStore

/// A store in a temporary folder, filled through the readers of a provider.
public final class TestStore {
    public let folder: URL
    /// What was refused: `input.json: item 3: "start" is missing`.
    public private(set) var errors: [String] = []
    /// The codes of what the exports warned of.
    public private(set) var warnings: Set<String> = []
    let store: HealthStore

    private init(folder: URL) throws {
        self.folder = folder
        store = try HealthStore.open(spool: folder.path)
    }

    /// Makes a store for `body` and removes it.
    public static func with(_ body: (TestStore) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "hae-plugin-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(TestStore(folder: folder))
    }

    /// Imports a file, by its name's ending.
    public func add(
        _ file: URL, for provider: some PayloadReader, in context: PayloadContext
    ) throws {
        let name = file.lastPathComponent
        if name.hasSuffix(".archive.json") { return try addArchive(file, zone: context.zone) }
        let payload = try PayloadFixture(
            Array(Data(contentsOf: file)), isCSV: name.hasSuffix(".csv"), provider, context)
        try add(.payload, name) { session in
            try payload.forEach { place, read in
                do throws(ItemError) {
                    let items = try read()
                    for document in items.documents { try add(document, to: session) }
                    var batch = SampleBatch()
                    for sample in items.samples { batch.add(sample) }
                    try add(batch, to: session)
                } catch {
                    errors.append("\(name): \(place): \(error)")
                }
            }
        }
    }

    /// Imports what an archive would bring (``ArchiveFixture``).
    public func addArchive(_ file: URL, zone: ZoneTable) throws {
        let archive = try ArchiveFixture(Array(Data(contentsOf: file)), zone: zone)
        try add(.archive, file.lastPathComponent) { session in
            try session.begin(exportDate: archive.exportDate)
            try session.add(archive.batch)
            for document in archive.documents { try session.add(document) }
        }
    }

    /// A reader of everything that was imported.
    public func reader() throws -> any StoreReader {
        try store.reader()
    }

    /// Exports what the case selects: a body of one part, or a file with its header.
    public func export(
        _ provider: some Provider, settings: CaseSettings, format: ExportSettings.Format,
        version: Int
    ) throws -> String {
        let reader = try reader()
        let exportSettings = settings.exportSettings(
            for: provider, format: format, version: version)
        let streams = try provider.streams(for: exportSettings, in: reader)
        let request = ExportRequest(
            streams: streams, selections: streams.map { _ in settings.selection },
            settings: exportSettings)
        let sink = CollectingSink()
        try provider.export(request, from: reader, into: sink)
        warnings.formUnion(sink.warnings)
        guard sink.isInOrder else { throw FixtureError("dates do not rise") }
        if format == .csv {
            var csv = CSVWriter()
            provider.writeHeader(for: streams, settings: exportSettings, to: &csv)
            return String(decoding: csv.bytes + sink.csv, as: UTF8.self)
        }
        return Self.envelope(provider.descriptor.dataKey, streams, sink.json)
    }

    /// The records in the app's envelope; those of streams that are groups stand under their heads.
    private static func envelope(
        _ dataKey: String, _ streams: [ExportStream], _ records: [(stream: Int, bytes: [UInt8])]
    ) -> String {
        var json = JSONWriter()
        func add(_ stream: Int) {
            for record in records where record.stream == stream { json.raw(record.bytes) }
        }
        json.beginObject()
        json.key("data")
        json.beginObject()
        json.key(dataKey)
        json.beginArray()
        for (index, stream) in streams.enumerated()
        where records.contains(where: { $0.stream == index }) {
            guard let group = stream.group else {
                add(index)
                continue
            }
            json.beginObject()
            json.key("name")
            json.string(group.name)
            json.key("units")
            json.string(group.units)
            json.key("data")
            json.beginArray()
            add(index)
            json.endArray()
            json.endObject()
        }
        json.endArray()
        json.endObject()
        json.endObject()
        return String(decoding: json.bytes, as: UTF8.self)
    }

    func add(
        _ kind: ImportRequest.Kind, _ name: String, _ body: (ImportSession) throws -> Void
    ) throws {
        let session = try store.beginImport(
            ImportRequest(
                kind: kind, name: name, readerVersion: 1, now: Instant(seconds: 1_773_200_000)))
        do {
            try body(session)
            _ = try session.commit()
        } catch {
            session.abort()
            throw error
        }
    }

    private func add(_ document: Document, to session: ImportSession) throws(ItemError) {
        do { try session.add(document) } catch { throw ItemError("\(error)") }
    }

    private func add(_ batch: SampleBatch, to session: ImportSession) throws(ItemError) {
        do { try session.add(batch) } catch { throw ItemError("\(error)") }
    }
}
