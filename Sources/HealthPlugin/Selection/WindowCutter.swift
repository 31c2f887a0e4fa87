/// Turns a selection into windows: one for a range or a first sync, else stretches of touched days.
///
/// Arrivals come in order of their start, so windows come in order and never overlap. A stretch is closed at
/// the first gap of a day, or after ``daysMax`` days, which bounds the list of touched ranges; only a single
/// sample or bucket that is longer makes a longer one.
public struct WindowCutter {
    /// The days after which a window is closed though the next day is touched as well.
    public static let daysMax = 32

    private let zone: ZoneTable
    private let footprint: (Extent) -> Range<Instant>

    /// - Parameters:
    ///   - zone: Its days are those of the records.
    ///   - footprint: The dates that a sample of this extent can change: the union of the buckets that it
    ///     touches, the day of its night, or its start alone. Whole seconds, never empty, and its lower
    ///     bound never falls while the extents' starts rise.
    public init(zone: ZoneTable, footprint: @escaping (Extent) -> Range<Instant>) {
        (self.zone, self.footprint) = (zone, footprint)
    }

    /// Passes the windows of a selection over samples of some types and documents of some kinds, in order.
    public func forEachWindow(
        of selection: ExportRequest.Selection, types: [String], documents kinds: [String] = [],
        in store: any StoreReader, _ body: (SelectionWindow) throws -> Void
    ) throws {
        switch selection {
        case .range(let range):
            try body(SelectionWindow(range: range, touched: .all, generation: 0))
        case .since(0, let start):
            let first = start.map { footprint(Extent(start: $0, end: $0)).lowerBound }
            let range = (first ?? .distantPast)..<Instant.distantFuture
            try body(SelectionWindow(range: range, touched: .all, generation: 0))
        case .since(let generation, let start):
            var stretch = WindowStretch(generation: generation)
            let first =
                start.map { footprint(Extent(start: $0, end: $0)).lowerBound } ?? .distantPast
            try store.arrivals(of: types, documents: kinds, since: generation) { extent in
                let touched = footprint(extent)
                guard touched.upperBound > first else { return }
                let clamped = max(touched.lowerBound, first)..<touched.upperBound
                if let window = stretch.add(clamped, days: days(around: clamped)) {
                    try body(window)
                }
            }
            if let window = stretch.close() { try body(window) }
        }
    }

    private func days(around range: Range<Instant>) -> Range<Instant> {
        let last = zone.date(of: range.upperBound.advanced(bySeconds: -1))
        return zone.start(
            of: zone.date(of: range.lowerBound))..<zone.start(of: last.advanced(byDays: 1))
    }
}
