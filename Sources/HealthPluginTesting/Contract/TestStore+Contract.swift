import Foundation
import HealthPlugin
import HealthStore

extension TestStore {
    /// Imports pieces at once, in their order; marks nothing gone.
    ///
    /// - Returns: Why items were refused.
    func add(
        _ pieces: [Piece], for provider: any Provider
    ) throws -> [ItemError] {
        var refused: [ItemError] = []
        try add(.payload, "pieces") { session in
            var samples = SampleBatch()
            for piece in pieces {
                switch piece {
                case .sample(let sample): samples.add(sample)
                case .archive(let archive):
                    try session.add(archive.batch)
                    for document in archive.documents { try session.add(document) }
                case .item(let item, let context):
                    guard let reader = provider as? any PayloadReader else { continue }
                    do throws(ItemError) {
                        try add(reader.read(item, in: context), to: session)
                    } catch {
                        refused.append(error)
                    }
                }
            }
            try session.add(samples)
        }
        return refused
    }

    /// Exports with a selection for each stream.
    func records(
        of provider: any Provider, _ variation: ContractVariation,
        _ format: ExportSettings.Format,
        _ selection: (ExportStream) -> ExportRequest.Selection
    ) throws -> ContractExport {
        let reader = MeteredReader(try store.reader())
        let settings = variation.settings.exportSettings(
            for: provider, format: format, version: variation.version)
        let streams = try provider.streams(for: settings, in: reader)
        let sink = ContractSink(streams: streams, meter: reader)
        try provider.export(
            ExportRequest(
                streams: streams, selections: streams.map(selection), settings: settings),
            from: reader, into: sink)
        var export = sink.export
        if format == .csv {
            var csv = CSVWriter()
            provider.writeHeader(for: streams, settings: settings, to: &csv)
            export.header = csv.bytes
        }
        return export
    }

    /// The newest generation.
    var generation: Int64 {
        get throws { try store.reader().generation }
    }

    private func add(_ items: PayloadItems, to session: ImportSession) throws(ItemError) {
        do {
            for document in items.documents { try session.add(document) }
            var batch = SampleBatch()
            for sample in items.samples { batch.add(sample) }
            try session.add(batch)
        } catch {
            throw ItemError("cannot be stored: \(error)")
        }
    }
}
