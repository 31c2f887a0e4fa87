public import HealthPlugin

/// Health metrics: the app's 113 and the other quantity types of HealthKit. Section 3 of the wire format.
public struct HealthMetricsProvider: Provider {
    public init() {}

    public let descriptor = ProviderDescriptor(
        id: "health_metrics", title: "Health Metrics",
        summary: "Steps, heart rate, sleep and 120 more, grouped in time or sample by sample",
        dataKey: "metrics", csvPart: "HealthData", csvFile: "HealthMetrics",
        reads: [.types(prefix: Catalogue.quantityPrefix)]
            + Catalogue.metrics.filter(\.isCategory).flatMap(\.types).map { .type($0) }
            + Catalogue.metrics.map { .document(MetricGroup.documentKind(of: $0)) },
        options: MetricsOptions.declarations)

    /// The kind of the documents that hold aggregated points of a metric.
    public static func documentKind(of metric: Metric) -> String {
        MetricGroup.documentKind(of: metric)
    }

    public func streams(
        for settings: ExportSettings, in store: any StoreReader
    ) throws -> [ExportStream] {
        try SelectedMetric.all(for: settings, in: store).map { $0.stream(settings) }
    }

    public func export(
        _ request: ExportRequest, from store: any StoreReader, into sink: any RecordSink
    ) throws {
        let metrics = try SelectedMetric.all(for: request.settings, in: store)
        switch request.settings.format {
        case .json:
            try PointExport(request: request, metrics: metrics, store: store, sink: sink).run()
        case .csv:
            try RowExport(request: request, metrics: metrics, store: store, sink: sink).run()
        }
    }

    public func aggregation(for settings: ExportSettings) -> String {
        let options = MetricsOptions(settings)
        return options.summarizes ? options.grouping.title : "None"
    }

    public func writeHeader(
        for streams: [ExportStream], settings: ExportSettings, to csv: inout CSVWriter
    ) {
        csv.cell("Date/Time")
        for stream in streams {
            guard let metric = Catalogue.metric(named: stream.id) ?? .further(stream),
                let unit = stream.group?.units
            else { continue }
            for column in CSVColumns(metric.shape).titles {
                csv.cell("\(metric.displayName)\(column) (\(unit))")
            }
        }
        csv.endRow()
    }
}

extension Metric {
    /// The metric of a stream whose type the catalogue does not know.
    fileprivate static func further(_ stream: ExportStream) -> Metric? {
        guard case .type(let type)? = stream.reads.first else { return nil }
        return Catalogue.metric(type: type)
    }
}
