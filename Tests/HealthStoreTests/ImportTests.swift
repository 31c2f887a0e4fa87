import GRDB
import HealthPlugin
@testable import HealthStore
import Testing

@Suite struct ImportTests {
    private let rows = [
        TestRow(100, 160, 5), TestRow(200, 260, 7), TestRow(200, 260, source: "Watch", 7),
        TestRow(300, text: "Core"), TestRow(400, type: "Heart", 61.5, unit: "count/min"),
    ]

    @Test func `rows come back as they went in, in the order of time`() throws {
        let spool = try TestSpool()
        let store = try spool.open()
        let report = try store.importArchive(rows.reversed())
        #expect(report.generation == 1)
        #expect(report.samples.inserted == 5)
        #expect(report.types["Steps"]?.inserted == 3)
        let reader = try store.reader()
        #expect(
            try reader.rows(["Heart", "Sleep", "Steps"]).map(\.start) == [100, 200, 200, 300, 400])
        #expect(try reader.rows(["Heart", "Sleep", "Steps"]).sorted() == rows.sorted())
        #expect(try reader.rows(["Nothing"]) == [])
    }

    @Test func `the same archive again adds nothing`() throws {
        let spool = try TestSpool()
        let store = try spool.open()
        try store.importArchive(rows, exported: 1)
        for date in [Int64(1), 2] {
            let report = try store.importArchive(rows.shuffled(), exported: date, batch: 2)
            #expect(report.samples.inserted == 0)
            #expect(report.samples.duplicates == 5)
            #expect(report.samples.nearDuplicates == 0)
            #expect(report.samples.gone == 0)
        }
        let reader = try store.reader()
        #expect(reader.generation == 3)
        #expect(try reader.arrivals(of: ["Steps", "Sleep", "Heart"], since: 1) == [])
        #expect(
            try reader.extentOfArrivals(types: ["Steps", "Sleep"], documents: [], since: 1) == nil)
    }

    @Test func `a grown archive adds what is new, with a number of its own`() throws {
        let spool = try TestSpool()
        let store = try spool.open()
        try store.importArchive(rows, exported: 1)
        let report = try store.importArchive(rows + [TestRow(150, 170, 9)], exported: 2)
        #expect(report.samples.inserted == 1)
        let reader = try store.reader()
        #expect(
            try reader.arrivals(of: ["Steps"], since: 1)
                == [Extent(start: Instant(seconds: 150), end: Instant(seconds: 170))])
        #expect(try store.reader(at: 1).rows(["Steps"]).count == 3)
        #expect(try reader.rows(["Steps"]).count == 4)
    }

    @Test(arguments: [1, 2, 1000]) func `copies are folded, exact and near ones counted apart`(
        batch: Int
    ) throws {
        let spool = try TestSpool()
        let store = try spool.open()
        let row = TestRow(100, device: "Watch6,1")
        let report = try store.importArchive(
            [row, row, TestRow(100, device: "Watch6,2"), TestRow(100), TestRow(100, 101)],
            batch: batch)
        #expect(report.samples.inserted == 2)
        #expect(report.samples.duplicates == 3)
        #expect(report.samples.nearDuplicates == 2)
        #expect(try store.reader().rows(["Steps"]) == [row, TestRow(100, 101)])
    }

    @Test(arguments: [1, 10]) func `of copies the one with metadata is kept, whatever the order`(
        batch: Int
    ) throws {
        let bare = TestRow(100, device: "Watch6,1")
        let one = TestRow(100, metadata: TestRow.entry("HKWasUserEntered", "1"))
        let other = TestRow(100, device: "Z", metadata: TestRow.entry("HKWasUserEntered", "2"))
        for order in [
            [bare, one, other], [other, bare, one], [one, other, bare], [other, one, bare],
        ] {
            let spool = try TestSpool()
            let store = try spool.open()
            try store.importArchive(order, batch: batch)
            #expect(try store.reader().rows(["Steps"]) == [other])
        }
    }

    @Test func `metadata that comes later makes a new version of the row`() throws {
        let spool = try TestSpool()
        let store = try spool.open()
        try store.importArchive([TestRow(100)])
        let rich = TestRow(100, metadata: TestRow.entry("HKWasUserEntered", "1"))
        let report = try store.importArchive([rich])
        #expect(report.samples.inserted == 1)
        #expect(report.samples.gone == 0)
        #expect(try store.reader(at: 1).rows(["Steps"]) == [TestRow(100)])
        #expect(try store.reader().rows(["Steps"]) == [rich])
        #expect(try store.reader().types().first?.samples == 1)
        // And it stays, also when the bare one is met again.
        #expect(try store.importArchive([TestRow(100)]).samples.inserted == 0)
        #expect(try store.reader().rows(["Steps"]) == [rich])
    }

    @Test func `odd values keep their kind`() throws {
        let spool = try TestSpool()
        let store = try spool.open()
        let odd = [
            TestRow(1, text: ""), TestRow(1, text: "1"),
            TestRow(1, nil, type: "Sleep", 1, unit: ""),
            TestRow(1, text: "nan"), TestRow(1, text: "a\u{0}b"), TestRow(1, text: "ä\u{1f600}"),
            TestRow(1, nil, type: "Sleep", -0.1, unit: ""),
        ]
        try store.importArchive(odd)
        #expect(Set(try store.reader().rows(["Sleep"])) == Set(odd))
        #expect(try store.importArchive(odd).samples.duplicates == odd.count)
    }

    @Test func `numbers that are not finite are text, and minus zero is zero`() throws {
        let spool = try TestSpool()
        let store = try spool.open()
        let report = try store.importArchive([
            TestRow(1, nil, .nan), TestRow(1, nil, .infinity), TestRow(1, nil, -0.0),
            TestRow(1, nil, 0),
        ])
        #expect(report.samples.inserted == 3)
        #expect(
            Set(try store.reader().rows(["Steps"]).map(\.value)) == [
                .number(0), .text("nan"), .text("inf"),
            ])
    }

    @Test func `an import that is taken back leaves nothing`() throws {
        let spool = try TestSpool()
        let store = try spool.open()
        try store.importArchive(rows, exported: 1)
        let session = try store.beginImport(.archive())
        session.rowsPerCommit = 1
        try session.begin(exportDate: Instant(seconds: 2))
        try session.add(
            SampleBatch([TestRow(1000), TestRow(100, 160, 5, metadata: TestRow.entry("a", "b"))]))
        try session.add(Document(kind: "Workout", key: "w", form: .element, body: [1]))
        try session.add(
            Reject(kind: "Record", file: "export.xml", offset: 1, reason: "no date", raw: [1]))
        session.abort()
        #expect(throws: StoreError.self) { try session.commit() }
        #expect(try store.newestGeneration == 1)
        #expect(try store.reader().rows(["Steps", "Sleep", "Heart"]).sorted() == rows.sorted())
        #expect(try store.documentKinds() == [])
        #expect(try store.rejects() == [])
        // The next import is as if there had been none.
        let report = try store.importArchive(rows + [TestRow(1000)], exported: 2)
        #expect(report.generation == 2)
        #expect(report.samples.inserted == 1)
    }

    @Test func `an import that ends without a word is swept at the next start`() throws {
        let spool = try TestSpool()
        for earlier in [true, false] {
            if earlier { try spool.open().importArchive(rows) }
            do {
                let session = try spool.open().beginImport(.archive())
                session.rowsPerCommit = 1
                for number in 0..<5 {
                    try session.add(SampleBatch([TestRow(Int64(number) * 100_000 + 7)]))
                }
            }
            let store = try spool.open()
            #expect(try store.reader().rows(["Steps"]).count == 3)
            try StoreConnection.reader(store.path).queue.unsafeRead { database in
                for table in ["sample", "arrival", "holding"] {
                    let sql = "SELECT count(*) FROM \(table) WHERE generation > 1"
                    let count = try Int.fetchOne(database, sql: sql)
                    #expect(count == 0)
                }
            }
        }
    }

    @Test func `the leftovers of the very first import are swept too`() throws {
        let spool = try TestSpool()
        do {
            let session = try spool.open().beginImport(.archive())
            session.rowsPerCommit = 1
            try session.add(SampleBatch(rows))
        }
        let store = try spool.open()
        #expect(try store.reader().types().isEmpty)
        #expect(try store.importArchive(rows).samples.inserted == 5)
    }

    @Test func `a full disk ends the import with 74, and the store is as before`() throws {
        let spool = try TestSpool()
        let store = try spool.open()
        try store.importArchive(rows, exported: 1)
        // SQLite's own limit gives the error that a full disk gives.
        try store.writer?.queue.writeWithoutTransaction { database in
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            _ = try Int.fetchOne(database, sql: "PRAGMA max_page_count = \(pages + 3)")
        }
        let session = try store.beginImport(.archive())
        session.rowsPerCommit = 100
        let error = #expect(throws: StoreError.self) {
            for number in 0..<100 {
                let start = Int64(number) * 1_000_000
                try session.add((0..<100).map { TestRow(start + $0) }, batch: 100)
            }
        }
        #expect(error?.exitStatus == .io)
        session.abort()
        #expect(try store.newestGeneration == 1)
        #expect(try store.reader().rows(["Steps", "Sleep", "Heart"]).sorted() == rows.sorted())
        let reopened = try spool.open()
        #expect(try reopened.importArchive(rows, exported: 1).samples.duplicates == rows.count)
    }

    @Test func `a second import waits, or ends with 75`() throws {
        let spool = try TestSpool()
        let store = try spool.open()
        let session = try store.beginImport(.archive())
        let error = #expect(throws: StoreError.self) { try store.beginImport(.archive()) }
        #expect(error?.exitStatus == .queued)
        session.abort()
        try store.beginImport(.archive()).abort()
    }

    @Test func `a reader sees nothing of an import that runs, and keeps its generation after it`()
        throws
    {
        let spool = try TestSpool()
        let store = try spool.open()
        try store.importArchive(rows, exported: 1)
        let pinned = try store.reader()
        let session = try store.beginImport(.archive())
        session.rowsPerCommit = 1
        try session.begin(exportDate: Instant(seconds: 2))
        // The archive lacks the middle steps and has another.
        try session.add(SampleBatch([TestRow(100, 160, 5), TestRow(500, 560, 1)]))
        #expect(try pinned.rows(["Steps"]).count == 3)
        #expect(try store.reader().rows(["Steps"]).count == 3)
        let report = try session.commit()
        #expect(report.samples.gone == 1)
        #expect(try pinned.rows(["Steps"]).count == 3)
        #expect(try store.reader().rows(["Steps"]).map(\.start) == [100, 200, 500])
    }

    @Test func `an identical file is known by its digest and its reader's version`() throws {
        let spool = try TestSpool()
        let store = try spool.open()
        let session = try store.beginImport(.archive())
        try session.begin(exportDate: Instant(seconds: 77))
        try session.add(SampleBatch(rows))
        session.digest = [1, 2, 3]
        _ = try session.commit()
        let record = try #require(try store.lastImport(digest: [1, 2, 3], readerVersion: 1))
        #expect(record.generation == 1)
        #expect(record.exportDate == Instant(seconds: 77))
        #expect(record.total.inserted == 5)
        #expect(record.name == "export.zip")
        #expect(try store.imports() == [record])
        #expect(try store.lastImport(digest: [1, 2, 3], readerVersion: 2) == nil)
        #expect(try store.lastImport(digest: [1, 2], readerVersion: 1) == nil)
    }

    @Test func `a reader cannot be had of an import that was not`() throws {
        let spool = try TestSpool()
        let store = try spool.open()
        #expect(try store.reader().generation == 0)
        let error = #expect(throws: StoreError.self) { try store.reader(at: 1) }
        #expect(error?.description == "The store has no import number 1; the newest is 0.")
    }

    @Test func `a store opened for reading imports nothing`() throws {
        let spool = try TestSpool()
        try spool.open().importArchive(rows)
        let store = try HealthStore.open(spool: spool.path, readOnly: true)
        #expect(try store.reader().rows(["Steps"]).count == 3)
        #expect(throws: StoreError.self) { try store.beginImport(.archive()) }
    }

    @Test func `rejects are kept once, and counted each time`() throws {
        let spool = try TestSpool()
        let store = try spool.open()
        let reject = Reject(
            kind: "Record", file: "export.xml", offset: 12, reason: "no startDate",
            raw: Array("<Record/>".utf8))
        for _ in 0..<2 {
            let session = try store.beginImport(.archive())
            try session.add(reject)
            try session.add(
                Reject(kind: "Record", file: "b.xml", offset: 1, reason: "no type", raw: []))
            #expect(try session.commit().rejected == 2)
        }
        let summary = try store.rejects()
        #expect(summary.map(\.reason) == ["no startDate", "no type"])
        #expect(summary.map(\.count) == [1, 1])
        #expect(summary.first?.offset == 12)
    }
}
