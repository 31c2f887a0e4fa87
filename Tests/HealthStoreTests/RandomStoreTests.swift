import Foundation
import HealthPlugin
@testable import HealthStore
import HealthTesting
import Testing

/// Random imports, in random order and cut into random batches, beside a plain model.
@Suite struct RandomStoreTests {
    /// 1101 once failed.
    private static let seeds: [UInt64] =
        ProcessInfo.processInfo.environment["HAE_LONG"] == "1"
        ? Array(1000..<1300) : [1000, 1001, 1002, 1101]

    private static let types = ["Steps", "Sleep", "Heart"]

    @Test(arguments: seeds) func `the store agrees with the model at every generation`(seed: UInt64)
        throws
    {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let spool = try TestSpool()
        var store = try spool.open()
        var model = ModelStore()
        var phone = Self.rows(60, &random)
        for step in 0..<7 {
            Self.change(&phone, &random)
            // Sometimes an older archive, one of the same day, one without a date.
            let date: Int64? = [nil, Int64(step), Int64(step), Int64(step), Int64(step) - 2]
                .pick(&random)
            let addOnly = Int.random(in: 0..<5, using: &random) == 0
            let archive = Self.archive(of: phone, &random)
            var session: ImportSession? = try store.beginImport(.archive(addOnly: addOnly))
            session?.rowsPerCommit = 25
            if let date { try session?.begin(exportDate: Instant(seconds: date)) }
            var rest = archive[...]
            while !rest.isEmpty {
                let size = Int.random(in: 1...40, using: &random)
                try session?.add(SampleBatch(Array(rest.prefix(size))))
                rest = rest.dropFirst(size)
            }
            switch Int.random(in: 0..<6, using: &random) {
            case 0:
                session?.abort()
            case 1:
                // Neither committed nor taken back, as after a crash; the next opening sweeps.
                session = nil
                store = try spool.open()
            default:
                _ = try session?.commit()
                model.importArchive(archive, exported: date, addOnly: addOnly)
            }
            try Self.compare(store, model, &random)
        }
    }

    private static func compare(
        _ store: HealthStore, _ model: ModelStore, _ random: inout SeededGenerator
    ) throws {
        #expect(try store.newestGeneration == model.generation)
        let some = Int64.random(in: 0...model.generation, using: &random)
        for generation in Set([some, model.generation]) {
            let reader = try store.reader(at: generation)
            let expected = model.rows(at: generation)
            let found = try reader.rows(types)
            #expect(found.sorted() == expected.sorted())
            #expect(
                zip(found, found.dropFirst()).allSatisfy {
                    ($0.start, $0.end) <= ($1.start, $1.end)
                })
            let lower = Int64.random(in: -200_000...900_000, using: &random)
            let upper = lower + Int64.random(in: 0...300_000, using: &random)
            #expect(
                try reader.rows(types, .overlapping, lower..<upper).sorted()
                    == expected.filter { overlaps($0, lower, upper) }.sorted())
            let position = Int64.random(in: 0...generation, using: &random)
            let asked = Array(types.shuffled(using: &random).prefix(2))
            let arrived = try reader.arrivals(of: asked, since: position)
            let wanted = model.arrivals(of: asked, since: position, at: generation)
            #expect(Set(arrived.map { [$0.start.seconds, $0.end.seconds] }) == wanted)
            #expect(zip(arrived, arrived.dropFirst()).allSatisfy { $0.start <= $1.start })
            let extent = try reader.extentOfArrivals(types: asked, documents: [], since: position)
            #expect(extent?.start.seconds == wanted.map { $0[0] }.min())
            #expect(extent?.end.seconds == wanted.map { max($0[0], $0[1]) }.max())
            try compareTypes(reader, expected)
        }
    }

    private static func compareTypes(_ reader: any StoreReader, _ expected: [TestRow]) throws {
        let summaries = try reader.types()
        #expect(summaries.map(\.name) == Set(expected.map(\.type)).sorted())
        for summary in summaries {
            let rows = expected.filter { $0.type == summary.name }
            #expect(summary.samples == rows.count)
            #expect(summary.first.seconds == rows.map(\.start).min())
            #expect(summary.last.seconds == rows.map(\.start).max())
            #expect(summary.sources == Set(rows.map(\.source)).sorted())
        }
    }

    private static func overlaps(_ row: TestRow, _ lower: Int64, _ upper: Int64) -> Bool {
        if row.end <= row.start { return row.start >= lower && row.start < upper }
        return row.start < upper && row.end > lower && lower < upper
    }

    /// Few places, so that rows meet; some rows longer than a day.
    private static func rows(_ count: Int, _ random: inout SeededGenerator) -> [TestRow] {
        (0..<count).map { _ in
            let start = Int64.random(in: 0...40, using: &random) * 20_000 - 100_000
            let length: Int64 = [0, 0, 10, 3_600, 100_000, 400_000, -5].pick(&random)
            let source = ["Phone", "Watch", ""].pick(&random)
            let type = types.pick(&random)
            if type == "Sleep" {
                return TestRow(
                    start, start + length, source: source,
                    text: ["", "Core", "Deep", "1"].pick(&random))
            }
            return TestRow(
                start, start + length, type: type, source: source,
                Double(Int.random(in: -1...2, using: &random)),
                unit: ["count", "m"].pick(&random),
                device: ["", "Watch6,1", "Watch7,1"].pick(&random),
                metadata: ["", TestRow.entry("a", "1"), TestRow.entry("b", "2")].pick(&random))
        }
    }

    /// What happens on the phone between two exports.
    private static func change(_ phone: inout [TestRow], _ random: inout SeededGenerator) {
        phone += rows(Int.random(in: 0...20, using: &random), &random)
        let lost = Int.random(in: 0...3, using: &random)
        for _ in 0..<lost where !phone.isEmpty {
            let key = phone.pick(&random).key
            phone.removeAll { $0.key == key }
        }
    }

    /// An export has the rows type by type in the order of time, or in any order, and some rows twice.
    private static func archive(
        of phone: [TestRow], _ random: inout SeededGenerator
    ) -> [TestRow] {
        var archive = phone
        for _ in 0..<5 { archive.append(phone.pick(&random)) }
        if Bool.random(using: &random) { archive.removeFirst(archive.count / 2) }
        if Bool.random(using: &random) { return archive.shuffled(using: &random) }
        return archive.sorted()
    }
}

extension Array {
    /// An element of a list that is not empty.
    fileprivate func pick(_ random: inout SeededGenerator) -> Element {
        self[Int.random(in: indices, using: &random)]
    }
}
