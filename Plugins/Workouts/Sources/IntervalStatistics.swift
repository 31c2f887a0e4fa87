import HealthPlugin

/// Statistics of the samples inside a workout, whose own source counts before all others.
struct IntervalStatistics {
    private struct RankKey: Hashable {
        var source, device, metadata: Int32
    }

    let store: any StoreReader
    let settings: ExportSettings
    /// The workout's source.
    let own: String?

    /// The points of one type over the buckets of a plan.
    ///
    /// - Parameters:
    ///   - type: HealthKit's full identifier.
    ///   - unit: Chooses the unit by that of the newest sample.
    /// - Returns: Elements without unknown parts; empty when there is no sample.
    func points(
        of type: String, _ plan: BucketPlan, unit: (String) -> String
    ) throws -> [SeriesPoint] {
        guard !plan.limits.isEmpty, let metric = Catalogue.metric(type: type),
            let rule = metric.statisticsRule
        else { return [] }
        let samples = try samples(of: type, rule == .sum ? .overlapping : .starting, plan.limits)
        guard let newest = samples.last else { return [] }
        let target = unit(HealthUnit.wireText(try store.unitName(newest.unit)))
        let order = SourceOrder(
            preferred: settings.preferredSources(for: metric.name),
            own: own)
        var sources = SourceTable(try Set(samples.map(\.source)).map(store.sourceName))
        var statistics = MetricStatistics(rule: rule, plan: plan)
        var points: [BucketPoint] = []
        var ranks: [RankKey: SourceRank] = [:]
        for sample in samples {
            guard let value = try number(of: sample, in: target) else { continue }
            let key = RankKey(
                source: sample.source, device: sample.device, metadata: sample.metadata)
            let rank = try ranks[key] ?? rank(of: sample, order, &sources)
            ranks[key] = rank
            let ranked = RankedSample(
                start: sample.start, end: sample.end, value: value, rank: rank)
            statistics.add(ranked) { points.append($0) }
        }
        statistics.finish { points.append($0) }
        return points.filter(\.value.isFinite).map { point in
            let source = sources.joined(point.sources)
            return SeriesPoint(
                date: point.bucket.lowerBound, quantity: rule == .sum ? point.value : nil,
                minimum: point.minimum, average: rule == .sum ? nil : point.value,
                maximum: point.maximum, unit: target, source: source.isEmpty ? nil : source)
        }
    }

    /// Each sample that starts in the range, in a unit.
    func readings(of type: String, _ range: Range<Instant>, unit: String) throws -> [SeriesPoint] {
        guard !range.isEmpty else { return [] }
        return try samples(of: type, .starting, range).compactMap { sample in
            try number(of: sample, in: unit).map {
                SeriesPoint(date: sample.start, quantity: $0, unit: unit)
            }
        }
    }

    private func samples(
        of type: String, _ match: SampleQuery.Match, _ range: Range<Instant>
    ) throws -> [StoredSample] {
        var samples: [StoredSample] = []
        try store.samples(SampleQuery(types: [type], match, range)) { samples.append($0) }
        return samples
    }

    private func rank(
        of sample: StoredSample, _ order: SourceOrder, _ sources: inout SourceTable
    ) throws -> SourceRank {
        let name = try store.sourceName(sample.source)
        let metadata = sample.metadata == 0 ? [] : try store.metadata(sample.metadata)
        return order.rank(
            source: sources.index(of: name), name: name,
            device: try store.deviceText(sample.device),
            isManual: SourceOrder.isManual(metadata))
    }

    private func number(of sample: StoredSample, in unit: String) throws -> Double? {
        guard let number = sample.number, number.isFinite else { return nil }
        let recorded = HealthUnit.wireText(try store.unitName(sample.unit))
        return UnitConversion(from: recorded, to: unit).map { $0(number) }
    }
}
