import HealthPlugin

extension ContractRun {
    /// Settings under which everything is exported twice.
    private static let twiceMax = 3

    mutating func checkOrder() throws {
        var run = self
        try TestStore.with { store in
            _ = run.add(try run.history(), to: store)
            var count = 0
            for (index, variation) in run.variations.enumerated() {
                for format in variation.formats {
                    let place = variation.name(format)
                    guard let export = run.export(store, variation, format) else { continue }
                    count += export.records.count
                    run.checkPlaces(export, place)
                    switch format {
                    case .json: run.checkValues(export, place)
                    case .csv: run.checkRows(export, place)
                    }
                    if index < Self.twiceMax, let again = run.export(store, variation, format),
                        again.records != export.records
                    {
                        run.note(place, "a second export of the same is different")
                    }
                }
            }
            if count == 0 {
                run.note(
                    "all settings",
                    "nothing was written: neither a made-up sample of the types that it reads nor"
                        + " what the fixtures hold is a record")
            }
        }
        self = run
    }

    private mutating func checkPlaces(_ export: ContractExport, _ place: String) {
        if export.records.contains(where: { !export.streams.indices.contains($0.stream) }) {
            note(place, "a record names a stream that was not asked for")
        }
        let records = export.records
        for (earlier, later) in zip(records, records.dropFirst()) {
            if earlier.stream > later.stream { note(place, "the streams do not follow each other") }
            if earlier.stream == later.stream, earlier.date > later.date {
                note(place, "the dates of a stream do not rise")
            }
        }
        if records.contains(where: { !$0.touched }) {
            note(place, "a range was asked for, and a record of it is not touched")
        }
    }

    private mutating func checkValues(_ export: ContractExport, _ place: String) {
        for record in export.records {
            do throws(JSONError) {
                _ = try JSONParser.parse(record.bytes)
            } catch {
                note(place, "a record is not one JSON value: \(error)")
            }
        }
    }

    private mutating func checkRows(_ export: ContractExport, _ place: String) {
        do {
            var rows = CSVReader()
            let bytes = export.header + export.records.flatMap(\.bytes)
            guard let header = try rows.row(bytes.span, isEnd: true) else {
                return note(place, "there is no header row")
            }
            var count = 0
            while let row = try rows.row(bytes.span, isEnd: true) {
                count += 1
                if row.count != header.count {
                    note(place, "a row has \(row.count) cells, the header has \(header.count)")
                }
            }
            if count != export.records.count {
                note(place, "a record is not one row that ends")
            }
            if let reader, !reader.recognizes(CSVHeader(header)) {
                note(place, "its own header is not recognised when it is read back")
            }
        } catch {
            note(place, "the rows cannot be read: \(error)")
        }
    }
}
