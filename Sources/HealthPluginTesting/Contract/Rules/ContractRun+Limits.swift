import HealthPlugin

extension ContractRun {
    /// Rows of a store from which on reading has to keep pace with writing.
    private static let rows = 3_000
    /// The part of all rows that may be read between two records.
    private static let share = 4

    mutating func checkLimits() throws {
        try checkPace()
        try checkSize()
    }

    /// What holds all rows to write them at the end shows by reading far ahead of its records.
    ///
    /// Groups in CSV are left out: there a chunk of days is put together from all metrics.
    private mutating func checkPace() throws {
        var pieces: [Piece] = []
        let maker = SampleMaker(provider.descriptor.reads, &numbers)
        for index in 0..<Self.rows where !maker.types.isEmpty {
            let start = SampleMaker.first.advanced(bySeconds: Int64(index) * 7_001)
            let type = maker.types[index % maker.types.count]
            pieces.append(.sample(maker.sample(type, at: start, length: 60, &numbers)))
        }
        for index in 0..<(entries.isEmpty ? 0 : Self.rows) {
            let (copy, place) = index.quotientAndRemainder(dividingBy: entries.count)
            pieces.append(try entries[place].piece(copy: copy, days: Int64(copy)))
        }
        var run = self
        try TestStore.with { store in
            _ = run.add(pieces, to: store)
            let variation = run.variations[0]
            for format in variation.formats {
                guard let export = run.export(store, variation, format) else { continue }
                if export.readAhead > Self.rows / Self.share {
                    run.note(
                        variation.name(format),
                        "\(export.readAhead) rows are read before the next record is written, of"
                            + " \(pieces.count): memory grows with the range")
                }
                if !run.standsAlone(export) { break }
            }
        }
        self = run
    }

    /// A text of a megabyte gives a record of a few, or a refusal.
    private mutating func checkSize() throws {
        let size = 1 << 20
        guard let entry = entries.first(where: { $0.isItem }),
            case .item(.object(let members), let context) = try entry.piece(copy: 0, days: 0)
        else { return }
        let long = JSONValue.string(String(repeating: "a", count: size))
        var run = self
        try TestStore.with { store in
            let item = JSONValue.object(members + [.init(key: "haeLong", value: long)])
            _ = run.add([.item(item, context)], to: store)
            for format in run.variations[0].formats {
                guard let export = run.export(store, run.variations[0], format) else { continue }
                let bytes = export.records.map(\.bytes.count).max() ?? 0
                if bytes > 4 * size {
                    run.note(
                        run.variations[0].name(format),
                        "a record of \(bytes) bytes comes of an item of \(size)")
                }
            }
        }
        self = run
    }
}
