import HealthPlugin

/// A metric of the catalogue with the name and unit under which it is sent now.
struct SelectedMetric {
    var metric: Metric
    /// The JSON name, `metric_names:` applied.
    var name: String
    /// In the spelling of the wire.
    var unit: String

    /// The metrics that the options select, in the order of a body.
    ///
    /// - Throws: ``SettingsError`` for a name that is no metric.
    static func all(for settings: ExportSettings, in store: any StoreReader) throws
        -> [SelectedMetric]
    {
        let metrics = try chosen(MetricsOptions(settings), in: store)
        return try Set(metrics).sorted().map { metric in
            SelectedMetric(
                metric: metric, name: settings.metricNames[metric.name] ?? metric.name,
                unit: try unit(of: metric, settings, store))
        }
    }

    func stream(_ settings: ExportSettings) -> ExportStream {
        ExportStream(
            id: metric.name, group: .init(name: name, units: unit),
            reads: metric.types.map { .type($0) }
                + documentKinds(settings).map { .document($0) })
    }

    /// The documents that may stand for buckets without samples; none where single measurements are sent.
    func documentKinds(_ settings: ExportSettings) -> [String] {
        documentGrouping(settings) == nil ? [] : [MetricGroup.documentKind(of: metric)]
    }

    private static func chosen(
        _ options: MetricsOptions, in store: any StoreReader
    ) throws -> [Metric] {
        guard let names = options.names else {
            let measured = try store.types().compactMap { Catalogue.metric(type: $0.name) }
            let documented =
                options.summarizes
                ? try Catalogue.metrics.filter { try DocumentUnits(of: $0, in: store).isThere } : []
            return measured + documented
        }
        return try names.map { name in
            guard let metric = Catalogue.metric(named: name) else {
                throw SettingsError(
                    key: "metrics", "\"\(name)\" is no metric; \"hae metrics\" lists them.")
            }
            return metric
        }
    }

    /// The configured unit; the recorded one where the two cannot be converted.
    private static func unit(
        of metric: Metric, _ settings: ExportSettings, _ store: any StoreReader
    ) throws -> String {
        let newest =
            try store.newestUnit(of: metric.types) ?? DocumentUnits(of: metric, in: store).newest
        let unit = metric.unit(
            in: settings.units, override: settings.metricUnits[metric.name], newest: newest)
        guard let newest, !newest.isEmpty, UnitConversion(from: newest, to: unit) == nil else {
            return unit
        }
        return HealthUnit.wireText(newest)
    }
}
