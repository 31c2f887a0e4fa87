import GRDB
import HealthPlugin
@testable import HealthStore
import HealthTesting
import Testing

/// What a newer archive no longer has leaves statistics; nothing else does.
@Suite struct SnapshotTests {
    private let steps = (0..<50).map { TestRow(Int64($0) * 600, Int64($0) * 600 + 300, Double($0)) }
    private let heart = (0..<50).map {
        TestRow(Int64($0) * 60, type: "Heart", source: "Watch", Double(60 + $0), unit: "count/min")
    }

    private func store(_ rows: [TestRow], in spool: TestSpool) throws -> HealthStore {
        let store = try spool.open()
        try store.importArchive(rows, exported: 10)
        return store
    }

    @Test(arguments: [1, 7, 1000]) func `a deleted sample leaves, and its place is told`(batch: Int)
        throws
    {
        let spool = try TestSpool()
        let store = try store(steps + heart, in: spool)
        var rows = steps + heart
        let deleted = rows.remove(at: 20)
        let report = try store.importArchive(rows, exported: 11, batch: batch)
        #expect(report.isSnapshot)
        #expect(report.samples.gone == 1)
        #expect(report.types["Steps"]?.gone == 1)
        #expect(report.samples.inserted == 0)
        let reader = try store.reader()
        #expect(try reader.rows(["Steps"]).contains(deleted) == false)
        #expect(try reader.rows(["Steps"]).count == 49)
        #expect(
            try reader.arrivals(of: ["Steps", "Heart"], since: 1) == [
                Extent(start: Instant(seconds: deleted.start), end: Instant(seconds: deleted.end))
            ])
        #expect(try store.reader(at: 1).rows(["Steps"]).count == 50)
        #expect(try reader.types().map(\.samples) == [50, 49])
    }

    @Test func `a condensed run of heart rates leaves its mean alone`() throws {
        let spool = try TestSpool()
        let store = try store(heart, in: spool)
        let condensed =
            heart[..<10] + [TestRow(600, 1740, type: "Heart", source: "Watch", 80)] + heart[30...]
        let report = try store.importArchive(Array(condensed), exported: 11)
        #expect(report.samples.gone == 20)
        #expect(report.samples.inserted == 1)
        #expect(try store.reader().rows(["Heart"]).map(\.key) == condensed.map(\.key))
    }

    @Test func `another unit replaces every value`() throws {
        let spool = try TestSpool()
        let energy = (1..<40).map {
            TestRow(Int64($0) * 60, type: "Energy", Double($0), unit: "kcal")
        }
        let store = try store(energy, in: spool)
        let joules = energy.map {
            TestRow($0.start, type: "Energy", Double($0.start) / 60 * 4.184, unit: "kJ")
        }
        let report = try store.importArchive(joules, exported: 11)
        #expect(report.samples.gone == 39)
        #expect(report.samples.inserted == 39)
        #expect(try store.reader().rows(["Energy"]) == joules)
        #expect(try store.reader().newestUnit(of: ["Energy"]) == "kJ")
    }

    @Test func `a new phone without history deletes nothing`() throws {
        let spool = try TestSpool()
        let store = try store(steps + heart, in: spool)
        let report = try store.importArchive(
            [TestRow(100_000), TestRow(100_600)], exported: 11)
        #expect(report.samples.gone == 0)
        #expect(try store.reader().rows(["Steps", "Heart"]).count == 102)
    }

    @Test func `only the span that the archive covers is looked at`() throws {
        let spool = try TestSpool()
        let store = try store(steps, in: spool)
        // Rows 10 and 40 are its ends; 20 is missing between them.
        let rows = steps[10...40].filter { $0 != steps[20] }
        let report = try store.importArchive(rows, exported: 11)
        #expect(report.samples.gone == 1)
        #expect(try store.reader().rows(["Steps"]) == steps.filter { $0 != steps[20] })
    }

    @Test func `another source's rows are none of the archive's business`() throws {
        let spool = try TestSpool()
        let watch = steps.map { TestRow($0.start, $0.end, source: "Watch", 3) }
        let store = try store(steps + watch, in: spool)
        let report = try store.importArchive(steps, exported: 11)
        #expect(report.samples.gone == 0)
    }

    @Test(arguments: [Int64?.none, 9, 10]) func `an archive that is not newer marks nothing`(
        date: Int64?
    ) throws {
        let spool = try TestSpool()
        let store = try store(steps, in: spool)
        let report = try store.importArchive([steps[0], steps[49]], exported: date)
        #expect(!report.isSnapshot)
        #expect(report.samples.gone == 0)
    }

    @Test func `add-only marks nothing`() throws {
        let spool = try TestSpool()
        let store = try store(steps, in: spool)
        let report = try store.importArchive(
            [steps[0], steps[49]], exported: 11, addOnly: true)
        #expect(!report.isSnapshot)
        #expect(try store.reader().rows(["Steps"]).count == 50)
    }

    @Test func `an older archive never brings a row back, a newer one does`() throws {
        let spool = try TestSpool()
        let store = try store(steps, in: spool)
        let fewer = steps.filter { $0 != steps[5] }
        #expect(try store.importArchive(fewer, exported: 11).samples.gone == 1)
        let older = try store.importArchive(steps, exported: 9)
        #expect(older.samples.inserted == 0)
        #expect(older.samples.duplicates == 50)
        #expect(try store.reader().rows(["Steps"]) == fewer)
        let newer = try store.importArchive(steps, exported: 12)
        #expect(newer.samples.inserted == 1)
        #expect(try store.reader().rows(["Steps"]) == steps)
        #expect(try store.reader(at: 2).rows(["Steps"]) == fewer)
        #expect(try store.reader(at: 1).rows(["Steps"]) == steps)
        #expect(try store.reader().types().map(\.samples) == [50])
    }

    /// A copy far away makes the counts equal, though a row is missing.
    @Test(arguments: [1, 3, 1000]) func `copies in the archive do not hide what it lacks`(
        batch: Int
    ) throws {
        let spool = try TestSpool()
        let store = try store(steps, in: spool)
        let rows = steps.filter { $0 != steps[30] } + [steps[10]]
        let report = try store.importArchive(rows, exported: 11, batch: batch)
        #expect(report.samples.gone == 1)
        #expect(try store.reader().rows(["Steps"]) == steps.filter { $0 != steps[30] })
    }

    @Test(arguments: [1, 4, 16]) func `an archive in any order is as good`(batch: Int) throws {
        let spool = try TestSpool()
        var random = SeededGenerator(seed: UInt64(batch))
        print("seed \(batch)")
        let watch = steps.map { TestRow($0.start + 7, $0.end, source: "Watch", 3) }
        let store = try store(steps + watch, in: spool)
        let rows = (steps + watch).filter { $0 != steps[30] && $0 != watch[31] }
        let report = try store.importArchive(
            rows.shuffled(using: &random), exported: 11, batch: batch)
        #expect(report.samples.gone == 2)
        #expect(try store.reader().rows(["Steps"]).sorted() == rows.sorted())
    }

    @Test func `a crash while marking leaves every row`() throws {
        let spool = try TestSpool()
        var store: HealthStore? = try store(steps, in: spool)
        do {
            let session = try store?.beginImport(.archive())
            session?.rowsPerCommit = 1
            try session?.begin(exportDate: Instant(seconds: 11))
            try session?.add([steps[0], TestRow(10), steps[49]], batch: 1)
        }
        // The marks of a generation that nobody saw.
        let path = spool.path + "/health.db"
        try StoreConnection.writer(path).queue.writeWithoutTransaction { database in
            try database.execute(
                sql: "UPDATE sample SET gone = 2 WHERE start = 0 AND generation = 1")
        }
        store = nil
        store = try spool.open()
        #expect(try store?.reader().rows(["Steps"]) == steps)
        #expect(try store?.importArchive(steps, exported: 11).samples.duplicates == 50)
    }

    @Test func `documents leave by the same rule`() throws {
        let spool = try TestSpool()
        let store = try spool.open()
        let documents = (0..<10).map { Self.document($0) }
        let timeless = Document(kind: "Workout", key: "none", form: .element, body: [1])
        let item = Document(
            kind: "Workout", key: "5", form: .item, start: Instant(seconds: 500), source: "Watch",
            body: [1])
        try store.importArchive([], documents: documents + [timeless, item], exported: 10)
        let report = try store.importArchive(
            [], documents: documents[2...8].filter { $0.key != "w4" }, exported: 11)
        #expect(report.kinds["Workout"]?.gone == 1)
        #expect(report.documents.inserted == 0)
        let reader = try store.reader()
        #expect(
            try reader.documents(DocumentQuery(kinds: ["Workout"])).map(\.key)
                == ["none", "w0", "w1", "w2", "w3", "5", "w5", "w6", "w7", "w8", "w9"])
        let left = try reader.documents(DocumentQuery(kinds: ["Workout"], since: 1))
        #expect(left.map(\.key) == ["w4"])
        #expect(left.map(\.isGone) == [true])
        // It comes back with a newer archive only.
        #expect(
            try store.importArchive([], documents: documents, exported: 9).documents.inserted == 0)
        #expect(
            try store.importArchive([], documents: documents, exported: 12).documents.inserted == 1)
    }

    private static func document(_ number: Int) -> Document {
        Document(
            kind: "Workout", key: "w\(number)", form: .element,
            start: Instant(seconds: Int64(number) * 100),
            end: Instant(seconds: Int64(number) * 100 + 50),
            source: "Watch", body: Array("workout \(number)".utf8))
    }
}
