import HealthPlugin

/// Computes over an interval what the archive states of it, with the statistics that exports use.
final class OracleStatistics {
    private struct RankerKey: Hashable {
        var type: String
        var own: String?
    }

    private struct UnitKey: Hashable {
        var recorded: Int32
        var stated: String
    }

    private let store: any StoreReader
    /// As in the configuration: sources by metric, and `default`.
    private let preferred: [String: [String]]
    private var rankers: [RankerKey: SampleRanker] = [:]
    private var conversions: [UnitKey: UnitConversion?] = [:]

    init(store: any StoreReader, preferred: [String: [String]]) {
        (self.store, self.preferred) = (store, preferred)
    }

    /// One comparison for each figure of an answer.
    func comparisons(with answer: ArchiveAnswer) throws -> [OracleComparison] {
        let point = try point(of: answer)
        return OracleComparison.Figure.allCases.compactMap { figure in
            answer.figures[figure].map { theirs in
                OracleComparison(
                    type: answer.type, figure: figure, interval: answer.interval, theirs: theirs,
                    ours: point.map { Self.value(of: figure, in: $0) })
            }
        }
    }

    private static func value(of figure: OracleComparison.Figure, in point: BucketPoint) -> Double {
        switch figure {
        case .sum, .average: point.value
        case .minimum: point.minimum
        case .maximum: point.maximum
        }
    }

    /// The one bucket of the interval; `nil` without samples in it.
    private func point(of answer: ArchiveAnswer) throws -> BucketPoint? {
        let plan = BucketPlan(single: answer.interval)
        var statistics = MetricStatistics(rule: Self.rule(for: answer), plan: plan)
        var result: BucketPoint?
        let key = RankerKey(type: answer.type, own: answer.ownSource)
        var ranker = try rankers[key] ?? makeRanker(key)
        let query = SampleQuery(types: [answer.type], .overlapping, plan.limits)
        try store.samples(query) { sample in
            guard let value = try number(of: sample, for: answer) else { return }
            let ranked = RankedSample(
                start: sample.start, end: sample.end, value: value, rank: try ranker.rank(sample))
            statistics.add(ranked) { result = $0 }
        }
        statistics.finish { result = $0 }
        rankers[key] = ranker
        return result
    }

    /// A type is cumulative or not by what is stated of it; which mean it has, the catalogue knows.
    private static func rule(for answer: ArchiveAnswer) -> StatisticsRule {
        let rule = Catalogue.metric(type: answer.type)?.statisticsRule ?? .average
        if answer.figures[.sum] != nil { return rule == .whole ? .whole : .sum }
        return rule == .sum ? .average : rule
    }

    private func makeRanker(_ key: RankerKey) throws -> SampleRanker {
        let name = Catalogue.metric(type: key.type)?.name ?? ""
        return try SampleRanker(
            types: [key.type], preferred: preferred[name] ?? preferred["default"] ?? [],
            own: key.own, in: store)
    }

    /// A sample in the stated unit, percent as the fraction that it is in the archive; hours stood count 1.
    ///
    /// `nil` for what is no number or cannot be converted: exports leave it out, too.
    private func number(of sample: StoredSample, for answer: ArchiveAnswer) throws -> Double? {
        if let category = CategoryEnumeration.of(type: answer.type) {
            let number =
                switch sample.value {
                case .text(let text): category.number(of: text)
                case .number(let number): Int(exactly: number)
                }
            return number == 0 ? 1 : 0
        }
        guard let number = sample.number else { return nil }
        return try conversion(from: sample.unit, to: answer.unit)?(number)
    }

    private func conversion(from recorded: Int32, to stated: String) throws -> UnitConversion? {
        let key = UnitKey(recorded: recorded, stated: stated)
        if let known = conversions[key] { return known }
        let found = UnitConversion(
            from: HealthUnit.wireText(try store.unitName(recorded)),
            to: HealthUnit.wireText(stated))
        conversions[key] = .some(found)
        return found
    }
}
