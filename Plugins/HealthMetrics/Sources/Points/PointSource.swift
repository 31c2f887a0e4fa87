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
        let samples = try MetricSamples(self, settings: settings, store: store, sink: sink)
        guard let grouping = documentGrouping(settings) else {
            switch metric.shape {
            case .sleep: return SegmentPoints(samples: samples)
            case .event: return EventPoints(samples: samples)
            case .standard, .wristTemperature, .heartRate, .bloodPressure, .bloodGlucose, .insulin,
                .sexualActivity, .standHour, .mindfulMinutes:
                return SamplePoints(samples: samples)
            }
        }
        let rule = FillRule(metric, grouping: grouping, settings: settings)
        let selected = self
        return DocumentedPoints(bucketPoints(of: samples, grouping: grouping, settings)) {
            BucketFiller(selected, rule: rule, window: $0, store: store, sink: sink)
        }
    }

    /// How long the buckets are for which documents may stand; `nil` where points are single measurements.
    func documentGrouping(_ settings: ExportSettings) -> Grouping? {
        let options = MetricsOptions(settings)
        let isCSV = settings.format == .csv
        guard options.summarizes, isCSV || metric.shape != .event else { return nil }
        return metric.resolve(options.grouping, isCSV: isCSV)
    }

    private func bucketPoints(
        of samples: MetricSamples, grouping: Grouping, _ settings: ExportSettings
    ) -> any PointSource {
        let isCSV = settings.format == .csv
        let separates = settings.separateSources && !isCSV
        if metric.shape == .sleep {
            return NightPoints(samples: samples, zone: settings.zone, separatesSources: separates)
        }
        return GroupedPoints(
            samples: samples,
            buckets: Buckets(
                zone: settings.zone, grouping: grouping, weekStart: settings.weekStart),
            separatesSources: separates, separatesKinds: !isCSV)
    }
}
