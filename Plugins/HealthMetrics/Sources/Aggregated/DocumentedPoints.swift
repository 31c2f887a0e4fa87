import HealthPlugin

/// Points of samples, and in the buckets that have none those of documents: what payloads brought already aggregated.
///
/// Source: section 1.6 of the wire format.
struct DocumentedPoints: PointSource {
    private var samples: any PointSource
    private let makeFiller: (SelectionWindow) -> BucketFiller

    /// - Parameter makeFiller: Makes what reads the documents of a window.
    init(
        _ samples: any PointSource, makeFiller: @escaping (SelectionWindow) -> BucketFiller
    ) {
        (self.samples, self.makeFiller) = (samples, makeFiller)
    }

    func footprint(of extent: Extent) -> Range<Instant> {
        samples.footprint(of: extent)
    }

    mutating func points(
        in window: SelectionWindow, _ emit: (MetricPoint) throws -> Void
    ) throws {
        let filler = makeFiller(window)
        try samples.points(in: window) { point in
            try filler.pass(before: point.date, emit)
            filler.leaveOut(point.date)
            try emit(point)
        }
        try filler.pass(before: .distantFuture, emit)
    }
}
