import HealthPlugin

/// Reads the samples of one metric as statistics take them: numbers in the unit that is sent, with their ranks.
///
/// What is no number, or has a unit that cannot be converted, is left out and counted.
final class MetricSamples {
    let selected: SelectedMetric
    private(set) var ranker: SampleRanker

    private let store: any StoreReader
    private let sink: any RecordSink
    private let recipe: SampleRecipe
    private var conversions: [Int32: UnitConversion?] = [:]
    private var last: (unit: Int32, conversion: UnitConversion?)?

    init(
        _ selected: SelectedMetric, settings: ExportSettings, store: any StoreReader,
        sink: any RecordSink
    ) throws {
        (self.selected, self.store, self.sink) = (selected, store, sink)
        recipe = SampleRecipe(selected.metric)
        ranker = try SampleRanker(
            types: selected.metric.types,
            preferred: settings.preferredSources(for: selected.metric.name), in: store)
    }

    /// Passes the samples that a query over the metric's types selects, by start, what is the same once.
    func forEach(
        _ match: SampleQuery.Match, _ range: Range<Instant>,
        _ body: (RankedSample, StoredSample) throws -> Void
    ) throws {
        var fold = SampleFold(recipe)
        if selected.metric.shape == .bloodPressure {
            try forEachPair(range) { try fold.add($0, $1, body) }
            return try fold.finish(body)
        }
        let query = SampleQuery(types: selected.metric.types, match, range)
        try store.samples(query) { sample in
            guard let value = try number(of: sample) else { return }
            let rank = try ranker.rank(sample)
            let tag = try recipe.tag(of: sample, in: store)
            try fold.add(
                RankedSample(
                    start: sample.start, end: sample.end, value: value, rank: rank, tag: tag),
                sample, body)
        }
        try fold.finish(body)
    }

    /// Names of the sources of a point.
    func names(_ sources: SourceSet) -> String {
        ranker.sources.joined(sources)
    }

    func warnOfStage() {
        sink.warning("sleep_stage", "a segment of sleep has an unknown stage and was left out")
    }

    func warnOfLength() {
        sink.warning(
            "too_long", "a sample lasts more than a year; it is in no sum and no bucket")
    }

    /// Systolic and diastolic records of equal start, end and source are one sample; a single one is none.
    private func forEachPair(
        _ range: Range<Instant>, _ body: (RankedSample, StoredSample) throws -> Void
    ) throws {
        var pairs = PressurePairs()
        let systolic = selected.metric.types[0]
        try store.samples(SampleQuery(types: selected.metric.types, .starting, range)) { sample in
            guard let value = try number(of: sample) else { return }
            let isSystolic = try store.typeName(sample.type) == systolic
            for pair in pairs.add(sample, value: value, isSystolic: isSystolic) {
                try body(pair.ranked(try ranker.rank(pair.sample)), pair.sample)
            }
        }
        for pair in pairs.finish() {
            try body(pair.ranked(try ranker.rank(pair.sample)), pair.sample)
        }
    }

    private func number(of sample: StoredSample) throws -> Double? {
        if let value = recipe.ownNumber(of: sample) { return value }
        guard let recorded = sample.number else {
            sink.warning("no_number", "a sample has no number and was left out")
            return nil
        }
        guard let conversion = try conversion(for: sample.unit) else {
            sink.warning(
                "unit",
                "a sample has a unit that cannot be converted to the metric's and was left out"
            )
            return nil
        }
        let converted = conversion(recorded)
        return selected.unit == "%" ? Percent.number(ofFraction: converted) : converted
    }

    private func conversion(for unit: Int32) throws -> UnitConversion? {
        if let last, last.unit == unit { return last.conversion }
        let found: UnitConversion?
        if let known = conversions[unit] {
            found = known
        } else {
            let recorded = HealthUnit.wireText(try store.unitName(unit))
            found = UnitConversion(from: recorded, to: selected.unit)
            conversions[unit] = .some(found)
        }
        last = (unit, found)
        return found
    }
}
