import HealthPlugin

extension ContractRun {
    mutating func checkWholeBuckets() throws {
        var run = self
        try TestStore.with { store in
            _ = run.add(try run.history(), to: store)
            for variation in run.variations {
                for format in variation.formats {
                    guard let whole = run.export(store, variation, format) else { continue }
                    run.checkCuts(of: whole, store, variation, format)
                }
            }
        }
        self = run
    }

    /// Cuts the time line at random seconds of days that have records: every window has the records that begin in it, and each is a record
    /// of the whole.
    private mutating func checkCuts(
        of whole: ContractExport, _ store: TestStore, _ variation: ContractVariation,
        _ format: ExportSettings.Format
    ) {
        let dates = whole.records.map(\.date)
        guard let first = dates.min(), let last = dates.max() else { return }
        var cuts: [Instant] = []
        for _ in 0..<3 {
            let date = dates[Int(numbers.number(0..<Int64(dates.count)))]
            cuts.append(date.advanced(bySeconds: numbers.number(1..<86_400)))
        }
        cuts = cuts.filter { $0 <= last }.sorted()
        let bounds = [first] + cuts + [last.advanced(bySeconds: 1)]
        for (start, end) in zip(bounds, bounds.dropFirst()) where start < end {
            let place = "\(variation.name(format)) from \(start.rfc3339) to \(end.rfc3339)"
            guard let part = export(store, variation, format, .range(start..<end)) else { continue }
            let known = Set(whole.records.map(PlacedBytes.init))
            let found = Set(part.records.map(PlacedBytes.init))
            if !found.isSubset(of: known) {
                note(place, "a record is not as in the whole: a bucket was cut")
            }
            let due = whole.records.filter { $0.date >= start && $0.date < end }
            if !found.isSuperset(of: due.map(PlacedBytes.init)) {
                note(place, "a record that begins in the range is missing")
            }
        }
    }
}

/// A record as it can be compared across exports.
private struct PlacedBytes: Hashable {
    var stream: Int
    var date: Instant
    var bytes: [UInt8]

    init(_ record: ContractExport.Record) {
        (stream, date, bytes) = (record.stream, record.date, record.bytes)
    }
}
