import HealthPlugin

/// Makes the points of one metric, window by window, in the order of the wire.
protocol PointSource {
    /// The dates of points that a sample of this extent can change.
    func footprint(of extent: Extent) -> Range<Instant>

    /// Passes the points of a window, by date.
    mutating func points(
        in window: SelectionWindow, _ emit: (MetricPoint) throws -> Void
    ) throws
}

extension SelectedMetric {
    /// The points of this metric under the given settings.
    func pointSource(
        settings: ExportSettings, store: any StoreReader, sink: any RecordSink
    ) throws -> any PointSource {
        let options = MetricsOptions(settings)
        let isCSV = settings.format == .csv
        let samples = try MetricSamples(self, settings: settings, store: store, sink: sink)
        let separates = settings.separateSources && !isCSV
        if metric.shape == .sleep {
            return options.summarizes
                ? NightPoints(
                    samples: samples, zone: settings.zone, separatesSources: separates)
                : SegmentPoints(samples: samples)
        }
        if metric.shape == .event, !isCSV { return EventPoints(samples: samples) }
        guard options.summarizes else { return SamplePoints(samples: samples) }
        let buckets = Buckets(
            zone: settings.zone, grouping: metric.resolve(options.grouping, isCSV: isCSV),
            weekStart: settings.weekStart)
        return GroupedPoints(
            samples: samples, buckets: buckets, separatesSources: separates,
            separatesKinds: !isCSV)
    }
}
