/// Turns a selection into windows for records that come from samples and from documents.
///
/// The same as a ``WindowCutter``, but documents that arrived or left touch records as well, and a record may
/// begin before that what is new in it.
struct RecordWindows {
    let zone: ZoneTable
    let types: [String]
    let kinds: [String]
    /// How long before what it holds a record may begin, in seconds; `nil` when only its start counts.
    let reach: Int64?

    /// Passes the windows in order.
    func forEach(
        of selection: ExportRequest.Selection, in store: any StoreReader,
        _ body: (SelectionWindow) throws -> Void
    ) throws {
        switch selection {
        case .range(let range):
            try body(SelectionWindow(range: range, touched: .all, generation: 0))
        case .since(0, let start):
            let range = (start ?? .distantPast)..<Instant.distantFuture
            try body(SelectionWindow(range: range, touched: .all, generation: 0))
        case .since(let generation, let start):
            try forEach(since: generation, from: start ?? .distantPast, in: store, body)
        }
    }

    private func forEach(
        since generation: Int64, from first: Instant, in store: any StoreReader,
        _ body: (SelectionWindow) throws -> Void
    ) throws {
        var stretch = WindowStretch(generation: generation, overlaps: reach != nil)
        try store.arrivals(of: types, documents: kinds, since: generation) { extent in
            let end = reach == nil ? extent.start : max(extent.start, extent.end)
            guard end >= first else { return }
            let touched = max(extent.start, first)..<end.advanced(bySeconds: 1)
            if let window = stretch.add(touched, days: days(around: touched)) { try body(window) }
        }
        if let window = stretch.close() { try body(window) }
    }

    private func days(around range: Range<Instant>) -> Range<Instant> {
        let first = zone.date(of: range.lowerBound.advanced(bySeconds: -(reach ?? 0)))
        let last = zone.date(of: range.upperBound.advanced(bySeconds: -1))
        return zone.start(of: first)..<zone.start(of: last.advanced(byDays: 1))
    }
}
