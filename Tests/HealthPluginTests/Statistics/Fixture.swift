import Foundation
import HealthPlugin

/// Short words for samples and their statistics.
enum Fixture {
    static func zone(_ name: String) throws -> ZoneTable {
        let file = URL(filePath: "/usr/share/zoneinfo/" + name)
        return try ZoneTable(name: name, tzif: Array(Data(contentsOf: file)))
    }

    /// A rank of the group of others, made by the source's number alone: 0 is best.
    static func rank(_ source: Int32) -> SourceRank {
        SourceRank(group: .other, source: source)
    }

    static func sample(
        _ start: Int64, _ end: Int64, _ value: Double, source: Int32 = 0, tag: Int32 = 0
    ) -> RankedSample {
        RankedSample(
            start: Instant(seconds: start), end: Instant(seconds: end), value: value,
            rank: rank(source), tag: tag)
    }

    static func range(_ start: Int64, _ end: Int64) -> Range<Instant> {
        Instant(seconds: start)..<Instant(seconds: end)
    }

    /// All points of the samples, which may come in any order.
    static func points(
        _ samples: [RankedSample], _ rule: StatisticsRule, _ plan: BucketPlan,
        separatesSources: Bool = false, separatesTags: Bool = false
    ) -> [BucketPoint] {
        var statistics = MetricStatistics(
            rule: rule, plan: plan, separatesSources: separatesSources,
            separatesTags: separatesTags)
        var points: [BucketPoint] = []
        for sample in samples.sorted(by: { $0.start < $1.start }) {
            statistics.add(sample) { points.append($0) }
        }
        statistics.finish { points.append($0) }
        return points
    }

    /// UTC, over all time.
    static func plan(_ grouping: Grouping, zone: ZoneTable = .utc) -> BucketPlan {
        BucketPlan(
            Buckets(zone: zone, grouping: grouping), covering: .distantPast ..< .distantFuture)
    }

    static func sources(_ point: BucketPoint) -> [Int32] {
        var sources: [Int32] = []
        point.sources.forEach { sources.append($0) }
        return sources
    }
}
