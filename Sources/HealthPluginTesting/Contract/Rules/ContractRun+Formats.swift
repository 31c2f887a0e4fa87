import Foundation
import HealthPlugin

extension ContractRun {
    mutating func checkFormats() throws {
        var run = self
        var pieces = run.withoutReplacements(try run.history())
        // Items that stand for buckets are sent where buckets are as long, and those of CSV may be longer.
        if reader?.hasBuckets == true { pieces.removeAll(where: \.isItem) }
        try TestStore.with { store in
            _ = run.add(pieces, to: store)
            for variation in run.variations where variation.formats.count == 2 {
                guard let json = run.export(store, variation, .json),
                    let csv = run.export(store, variation, .csv)
                else { continue }
                run.compare(json, csv, variation)
            }
            var older = run.variations[0]
            older.version = 1
            if let new = run.export(store, run.variations[0], .json),
                let old = run.export(store, older, .json),
                old.records.map(\.date) != new.records.map(\.date)
            {
                run.note("the defaults", "the two export versions do not have the same records")
            }
            try run.compareThroughReading(store)
        }
        self = run
    }

    /// Records that stand by themselves are rows, one each. Groups become columns, and their buckets may be longer
    /// in CSV: by default the days are the same, while a year's row holds what JSON has on many.
    private mutating func compare(
        _ json: ContractExport, _ csv: ContractExport, _ variation: ContractVariation
    ) {
        if standsAlone(json) {
            if json.records.map(\.date) != csv.records.map(\.date) {
                note(
                    variation.name,
                    "JSON has \(json.records.count) records and CSV \(csv.records.count), or their"
                        + " dates differ")
            }
        } else if variation.name == variations[0].name {
            let zone = self.zone
            func days(_ export: ContractExport) -> Set<CivilDate> {
                Set(export.records.map { zone.date(of: $0.date) })
            }
            if days(json) != days(csv) {
                note(variation.name, "JSON and CSV do not have records on the same days")
            }
        }
    }

    /// The CSV of a store that has read the JSON is the CSV of the store that wrote it, but for cells of what JSON
    /// sends only when asked to: they may be empty.
    private mutating func compareThroughReading(_ store: TestStore) throws {
        guard let reader, reader.groupMember == nil else { return }
        let variation = variations[0]
        do {
            let json = try store.export(
                reader, settings: variation.settings, format: .json, version: 2)
            let csv = try store.export(
                reader, settings: variation.settings, format: .csv, version: 2)
            var copy = ""
            try TestStore.with { other in
                let file = other.folder.appending(path: "copy.json")
                try Data(json.utf8).write(to: file)
                try other.add(file, for: reader, in: PayloadContext(zone: zone))
                copy = try other.export(
                    reader, settings: variation.settings, format: .csv, version: 2)
            }
            let (known, found) = (try Self.rows(of: csv), try Self.rows(of: copy))
            let agrees = found.elementsEqual(known) { row, other in
                row.count == other.count
                    && zip(row, other).allSatisfy { $0 == $1 || $0.isEmpty }
            }
            if !agrees {
                note(
                    variation.name,
                    "CSV made of what the JSON says is not the CSV: " + Self.difference(copy, csv))
            }
        } catch {
            note(variation.name, "the JSON cannot be read and written as CSV: \(error)")
        }
    }

    static func rows(of text: String) throws -> [[String]] {
        let bytes = Array(text.utf8)
        var reader = CSVReader()
        var rows: [[String]] = []
        while let row = try reader.row(bytes.span, isEnd: true) { rows.append(row) }
        return rows
    }
}
