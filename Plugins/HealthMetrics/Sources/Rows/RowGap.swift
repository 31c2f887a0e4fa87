import HealthPlugin

/// Where rows go on behind a chunk that has none.
struct RowGap {
    /// A document may begin that long before a row that it fills.
    private static let documentSeconds: Int64 = 366 * 86_400

    let types: [String]
    let kinds: [String]
    let zone: ZoneTable
    let store: any StoreReader
    /// The rows that a sample of this extent can change.
    let footprint: (Extent) -> Range<Instant>

    /// The beginning of the day or bucket of the first thing from `start` on; `limit` when there is none.
    func end(from start: Instant, to limit: Instant) throws -> Instant {
        guard start < limit else { return limit }
        var first: Extent?
        try finding { found in
            try store.samples(SampleQuery(types: types, .overlapping, start..<limit)) { sample in
                let extent = sample.extent
                guard sample.start >= start || !extent.isTooLong else { return }
                first = extent
                throw found
            }
        }
        if !kinds.isEmpty {
            let earliest = start.advanced(bySeconds: -Self.documentSeconds)
            let latest = max(earliest, min(limit, first?.start ?? limit))
            let query = DocumentQuery(kinds: kinds, starting: earliest..<latest)
            try finding { found in
                try store.documents(query) { document in
                    guard let begin = document.start else { return }
                    let extent = Extent(start: begin, end: document.end ?? begin)
                    guard begin >= start || extent.end > start else { return }
                    first = extent
                    throw found
                }
            }
        }
        guard let first else { return limit }
        let row = footprint(first).lowerBound
        return min(limit, max(start, zone.start(of: zone.date(of: row))))
    }

    private func finding(_ query: (Found) throws -> Void) throws {
        do { try query(Found()) } catch is Found {}
    }
}

/// Ends a query at its first row; never leaves this file.
private struct Found: Error {}
