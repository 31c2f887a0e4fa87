import Foundation
import HealthPlugin

extension ContractRun {
    mutating func checkRoundTrip() throws {
        guard let reader else { return }
        var run = self
        try TestStore.with { store in
            _ = run.add(run.withoutReplacements(try run.history()), to: store)
            let variation = run.variations[0]
            for format in variation.formats {
                let place = variation.name(format)
                do {
                    let text = try store.export(
                        reader, settings: variation.settings, format: format, version: 2)
                    let again = try run.copy(of: text, format, reader, variation)
                    for error in again.errors { run.note(place, "it refuses its own: \(error)") }
                    if try Self.cells(again.text, format) != Self.cells(text, format) {
                        run.note(
                            place,
                            "read and written again, it is different: "
                                + Self.difference(again.text, text))
                    }
                } catch {
                    run.note(place, "what was written cannot be read and written again: \(error)")
                }
            }
        }
        self = run
    }

    /// What an empty store gives that has read a body or a file.
    private func copy(
        of text: String, _ format: ExportSettings.Format, _ reader: some PayloadReader,
        _ variation: ContractVariation
    ) throws -> (text: String, errors: [String]) {
        var copy = (text: "", errors: [String]())
        try TestStore.with { store in
            let file = store.folder.appending(path: "copy.\(format.rawValue)")
            try Data(text.utf8).write(to: file)
            try store.add(file, for: reader, in: PayloadContext(zone: zone))
            copy.errors = store.errors
            copy.text = try store.export(
                reader, settings: variation.settings, format: format, version: 2)
        }
        return copy
    }

    /// What is compared: of CSV the rows in an order of their own, as its dates may be coarser than those by which
    /// the records were sorted, and without columns that hold nothing, of which a reader learns nothing.
    private static func cells(
        _ text: String, _ format: ExportSettings.Format
    ) throws -> [[String]] {
        guard format == .csv else { return [[text]] }
        let rows = try rows(of: text)
        let filled = rows.dropFirst().reduce(into: Set<Int>()) { filled, row in
            filled.formUnion(row.indices.filter { !row[$0].isEmpty })
        }
        return rows.map { row in row.indices.filter(filled.contains).map { row[$0] } }
            .sorted { $0.lexicographicallyPrecedes($1) }
    }
}
