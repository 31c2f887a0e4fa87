import HealthPlugin

/// What the store holds of one metric beside samples: aggregated points, and in which unit.
struct DocumentUnits {
    private let metric: Metric
    private let store: any StoreReader
    private let extent: Extent?

    init(of metric: Metric, in store: any StoreReader) throws {
        (self.metric, self.store) = (metric, store)
        extent = try store.extentOfArrivals(
            types: [], documents: [MetricGroup.documentKind(of: metric)], since: 0)
    }

    var isThere: Bool { extent != nil }

    /// The unit of the newest point; `nil` when there is none.
    var newest: String? {
        get throws {
            guard let extent else { return nil }
            let end = extent.end.advanced(bySeconds: 1)
            // The last one is found at the end: days are most frequent, years the longest.
            for days: Int64 in [2, 40, 400] {
                let start = extent.end.advanced(bySeconds: -days * 86_400)
                if let unit = try last(in: start..<end) { return unit }
            }
            return try last(in: .distantPast..<end)
        }
    }

    private func last(in range: Range<Instant>) throws -> String? {
        var newest: StoredDocument?
        let kind = MetricGroup.documentKind(of: metric)
        try store.documents(DocumentQuery(kinds: [kind], starting: range)) { newest = $0 }
        return try newest.map { try BucketDocument($0, of: metric).units }
    }
}
