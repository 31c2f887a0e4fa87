import HealthPlugin

/// Writes CSV rows: one per bucket that is not empty, with the columns of all metrics.
///
/// The rows of a chunk of time are put together in memory; chunks are sized by the grouping, so that their number
/// of rows is bounded.
struct RowExport {
    /// About the most rows of one chunk.
    static let rowsMax = 10_000

    private let request: ExportRequest
    private let metrics: [SelectedMetric]
    private let store: any StoreReader
    private let sink: any RecordSink
    private let buckets: Buckets

    init(
        request: ExportRequest, metrics: [SelectedMetric], store: any StoreReader,
        sink: any RecordSink
    ) {
        (self.request, self.metrics, self.store, self.sink) = (request, metrics, store, sink)
        let grouping = MetricsOptions(request.settings).grouping
        buckets = Buckets(
            zone: request.settings.zone, grouping: grouping == .default ? .days : grouping,
            weekStart: request.settings.weekStart)
    }

    func run() throws {
        guard let selection = commonSelection else { return }
        let types = metrics.flatMap(\.metric.types)
        let kinds = metrics.flatMap { $0.documentKinds(request.settings) }
        guard let extent = try store.extentOfArrivals(types: types, documents: kinds, since: 0)
        else { return }
        let cutter = WindowCutter(zone: request.settings.zone, footprint: footprint)
        let known = rows(of: extent)
        let gap = RowGap(
            types: types, kinds: kinds, zone: request.settings.zone, store: store,
            footprint: footprint)
        try cutter.forEachWindow(of: selection, types: types, documents: kinds, in: store) {
            window in
            let range = wholeRows(window.range.clamped(to: known))
            var start = range.lowerBound
            while start < range.upperBound {
                let end = min(chunkEnd(after: start), range.upperBound)
                let isEmpty = try !writeRows(
                    SelectionWindow(
                        range: start..<end, touched: window.touched, generation: window.generation))
                // One wrong date must not cost a look at every day of a century.
                start = isEmpty ? try gap.end(from: end, to: range.upperBound) : end
            }
        }
    }

    /// One selection for all columns, as a row carries all of them: since the oldest checkpoint.
    private var commonSelection: ExportRequest.Selection? {
        var common: ExportRequest.Selection?
        for selection in request.selections {
            switch (common, selection) {
            case (_, .range(let range)) where range.isEmpty: break
            case (.since(let oldest, _)?, .since(let generation, _)) where generation >= oldest:
                break
            default: common = selection
            }
        }
        return common
    }

    /// The bucket rows that a sample can change.
    private func footprint(of extent: Extent) -> Range<Instant> {
        rows(of: extent.spread)
    }

    /// The bucket rows of a stretch of time, those of its first night included.
    private func rows(of extent: Extent) -> Range<Instant> {
        let zone = request.settings.zone
        let night = zone.start(of: SleepNights.date(ofSegmentAt: extent.start, zone: zone))
        let first = buckets.range(containing: extent.start).lowerBound
        let last = max(extent.start, extent.end, night)
        return first..<buckets.range(containing: last).upperBound
    }

    /// A row is sent whole, and a night goes with the row of its date.
    private func wholeRows(_ range: Range<Instant>) -> Range<Instant> {
        guard !range.isEmpty else { return range }
        let last = range.upperBound.advanced(bySeconds: -1)
        return buckets.range(containing: range.lowerBound)
            .lowerBound..<buckets.range(containing: last).upperBound
    }

    /// Whole days, as the digest of a day is made of all its rows, and whole buckets.
    private func chunkEnd(after start: Instant) -> Instant {
        let zone = request.settings.zone
        let bucket = buckets.range(containing: start)
        let length = bucket.upperBound.seconds(since: bucket.lowerBound)
        let days = max(1, Int(length) * Self.rowsMax / 86_400)
        let later = zone.start(of: zone.date(of: start).advanced(byDays: days))
        return max(buckets.range(containing: later).lowerBound, bucket.upperBound)
    }

    /// Writes the rows of a chunk; `false` when there are none.
    private func writeRows(_ window: SelectionWindow) throws -> Bool {
        let settings = request.settings
        var columns: [Range<Int>] = []
        var width = 0
        for metric in metrics {
            let count = CSVColumns(metric.metric.shape).titles.count
            columns.append(width..<width + count)
            width += count
        }
        var rows: [Instant: [Double?]] = [:]
        for (index, metric) in metrics.enumerated() {
            var source = try metric.pointSource(settings: settings, store: store, sink: sink)
            try source.points(in: window) { point in
                let bucket = buckets.range(containing: point.date).lowerBound
                var row = rows[bucket] ?? Array(repeating: nil, count: width)
                for (column, value) in zip(columns[index], point.content.cells) {
                    if let value { row[column] = (row[column] ?? 0) + value }
                }
                rows[bucket] = row
            }
        }
        var dates = DateWriter(zone: settings.zone)
        for (date, cells) in rows.sorted(by: { $0.key < $1.key }) {
            let bucket = buckets.range(containing: date)
            try sink.row(stream: 0, date: date, touched: window.isTouched(bucket)) { csv in
                csv.plainCell { dates.append(date, as: .localSeconds, to: &$0) }
                for cell in cells { csv.cell(cell) }
                csv.endRow()
            }
        }
        return !rows.isEmpty
    }
}
