import HealthPlugin

/// Writes metrics one after the other, each point by point, as JSON.
struct PointExport {
    let request: ExportRequest
    let metrics: [SelectedMetric]
    let store: any StoreReader
    let sink: any RecordSink

    func run() throws {
        let settings = request.settings
        let showsRange = MetricsOptions(settings).showsRange
        var dates = DateWriter(zone: settings.zone)
        for (index, metric) in metrics.enumerated() {
            var source = try metric.pointSource(settings: settings, store: store, sink: sink)
            let footprint = source
            let cutter = WindowCutter(zone: settings.zone) { footprint.footprint(of: $0) }
            try cutter.forEachWindow(
                of: request.selections[index], types: metric.metric.types,
                documents: metric.documentKinds(settings), in: store
            ) { window in
                try source.points(in: window) { point in
                    guard point.content.isFinite else {
                        return sink.warning(
                            "no_value", "a point has no finite value and was left out")
                    }
                    try sink.record(stream: index, date: point.date, touched: point.touched) {
                        point.write(
                            to: &$0, dates: &dates,
                            showsRange: showsRange && point.content.mayShowRange)
                    }
                }
            }
        }
    }
}

extension MetricPoint.Content {
    /// Nights and segments have ranges of their own.
    fileprivate var mayShowRange: Bool {
        switch self {
        case .night, .segment: false
        case .quantity, .heartRate, .bloodPressure, .worded, .sexualActivity: true
        }
    }

    /// Whether JSON can hold all its numbers.
    fileprivate var isFinite: Bool {
        switch self {
        case .quantity(let value), .worded(let value, _, _): value.isFinite
        case .heartRate(let minimum, let average, let maximum):
            minimum.isFinite && average.isFinite && maximum.isFinite
        case .bloodPressure(let systolic, let diastolic): systolic.isFinite && diastolic.isFinite
        case .sexualActivity, .night, .segment: true
        }
    }
}
