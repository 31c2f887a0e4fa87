import Foundation
import HealthMetrics
import HealthPlugin
import HealthPluginTesting
import Testing

/// Which buckets points are, where the offset changes and where a file says nothing.
@Suite struct BucketTests {
    private static let berlin = try? ZoneTable(
        name: "Europe/Berlin",
        tzif: Array(Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Europe/Berlin"))))

    private func context(_ metric: String, _ units: String = "count") throws -> PayloadContext {
        PayloadContext(
            zone: try #require(Self.berlin),
            group: .object([
                .init(key: "name", value: .string(metric)),
                .init(key: "units", value: .string(units)),
            ]))
    }

    private func point(_ date: String) -> JSONValue {
        .object([
            .init(key: "date", value: .string(date)), .init(key: "qty", value: .number(1)),
        ])
    }

    @Test(arguments: [
        ("2026-01-01 00:00:00 +0100", Grouping.years), ("2026-02-01 00:00:00 +0100", .months),
        ("2026-03-09 00:00:00 +0100", .weeks), ("2026-03-10 00:00:00 +0100", .days),
        ("2026-03-10 09:00:00 +0100", .hours), ("2026-03-10 09:01:00 +0100", .minutes),
        ("2026-03-10 09:01:01 +0100", .seconds),
        // The day on which the clock is put forward, and both hours of two when it is put back.
        ("2026-03-29 00:00:00 +0100", .days), ("2026-03-30 00:00:00 +0200", .weeks),
        ("2026-10-25 02:00:00 +0200", .hours), ("2026-10-25 02:00:00 +0100", .hours),
        // Midnight elsewhere.
        ("2026-03-10 00:00:00 +0000", .hours),
    ])
    func `a point has the coarsest bucket that begins with it`(
        date: String, grouping: Grouping
    ) throws {
        let found = HealthMetricsProvider().groupings(
            of: point(date), in: try context("step_count"))
        var evidence = GroupingEvidence()
        evidence.narrow(to: found)
        #expect(evidence.grouping == grouping)
    }

    @Test func `events, nights and single measurements say nothing of buckets`() throws {
        let provider = HealthMetricsProvider()
        for name in ["sleep_analysis", "handwashing", "toothbrushing"] {
            let context = try context(name, "hr")
            #expect(
                provider.groupings(of: point("2026-03-10 00:00:00 +0100"), in: context) == nil)
        }
        var single = try context("step_count")
        single.isDisaggregated = true
        #expect(provider.groupings(of: point("2026-03-10 00:00:00 +0100"), in: single) == nil)
        #expect(
            provider.groupings(of: point("yesterday"), in: try context("step_count")) == nil)
    }

    @Test func `the two hours of one name are two buckets`() throws {
        let context = try context("step_count")
        let documents = try ["+0200", "+0100"].flatMap { offset in
            try HealthMetricsProvider().read(point("2026-10-25 02:00:00 \(offset)"), in: context)
                .documents
        }
        #expect(Set(documents.map(\.key)).count == 2)
        #expect(
            documents.compactMap(\.start).map(\.rfc3339)
                == ["2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z"])
    }

    @Test func `weeks begin on the day that is configured`() throws {
        var context = try context("step_count")
        let sunday = point("2026-03-08 00:00:00 +0100")
        #expect(
            HealthMetricsProvider().groupings(of: sunday, in: context)?.contains(.weeks) == false)
        context.weekStart = .sunday
        #expect(
            HealthMetricsProvider().groupings(of: sunday, in: context)?.contains(.weeks) == true)
    }
}
