import HealthPlugin
@testable import HealthStore
import Testing

@Suite struct WindowTests {
    @Test func `a window takes what begins in it, or what shares an instant with it`() throws {
        let spool = try TestSpool()
        let store = try spool.open()
        try store.importArchive([
            TestRow(0, 100), TestRow(50, 150), TestRow(100, 200), TestRow(100), TestRow(150, 140),
            TestRow(199, 300), TestRow(200), TestRow(200, 300), TestRow(90, 110),
        ])
        let reader = try store.reader()
        let ends = { (rows: [TestRow]) in rows.map { [$0.start, $0.end] } }
        #expect(
            ends(try reader.rows(["Steps"], .starting, 100..<200))
                == [[100, 100], [100, 200], [150, 140], [199, 300]])
        #expect(
            ends(try reader.rows(["Steps"], .overlapping, 100..<200))
                == [[50, 150], [90, 110], [100, 100], [100, 200], [150, 140], [199, 300]])
        #expect(try reader.rows(["Steps"], .overlapping, 100..<100) == [])
    }

    @Test func `a sample of ten years is found in every window, and in its place`() throws {
        let spool = try TestSpool()
        let store = try spool.open()
        let years = TestRow(0, 315_360_000)
        let short = (0..<200).map {
            TestRow(1_000_000 + Int64($0) * 3600, 1_000_000 + Int64($0) * 3600 + 60)
        }
        let week = TestRow(999_000, 1_603_800)
        try store.importArchive(short + [years, week])
        let reader = try store.reader()
        #expect(
            try reader.rows(["Steps"], .overlapping, 1_003_000..<1_003_700)
                == [years, week, short[1]])
        #expect(try reader.rows(["Steps"], .overlapping, 300_000_000..<300_000_001) == [years])
        #expect(try reader.rows(["Steps"], .starting, 1_003_000..<1_003_700) == [short[1]])
    }

    @Test func `windows at the ends of time are allowed`() throws {
        let spool = try TestSpool()
        let store = try spool.open()
        let rows = [
            TestRow(-62_135_596_800), TestRow(0), TestRow(253_402_300_799, 253_402_300_800),
        ]
        try store.importArchive(rows)
        let reader = try store.reader()
        for match in [SampleQuery.Match.starting, .overlapping] {
            #expect(try reader.rows(["Steps"], match, Int64.min..<Int64.max) == rows)
        }
    }

    /// More than one page of each type, with ties.
    @Test func `several types are merged in order over many pages`() throws {
        let spool = try TestSpool()
        let store = try spool.open()
        let count = SampleScan.pageRows * 2 + 17
        var rows: [TestRow] = []
        for number in 0..<count {
            let start = Int64(number / 3)
            rows.append(TestRow(start, start + 1, type: "A", Double(number)))
            rows.append(TestRow(start, start + 1, type: "B", Double(number)))
        }
        try store.importArchive(rows)
        let reader = try store.reader()
        var found = 0
        var last: (Int64, Double, Int32) = (-1, -1, 0)
        let range = Instant(seconds: 0)..<Instant(seconds: .max)
        try reader.samples(SampleQuery(types: ["B", "A"], .overlapping, range)) { sample in
            found += 1
            let place = (sample.start.seconds, sample.number ?? 0, sample.type)
            #expect((last.0, last.1) <= (place.0, place.1))
            last = place
        }
        #expect(found == rows.count)
    }

    @Test func `a closure may ask further questions, and its error comes out unchanged`() throws {
        struct Stop: Error {}
        let spool = try TestSpool()
        let store = try spool.open()
        try store.importArchive((0..<10).map { TestRow($0) })
        let reader = try store.reader()
        var inner = 0
        let query = SampleQuery(
            types: ["Steps"], .starting, Instant(seconds: 0)..<Instant(seconds: 100))
        #expect(throws: Stop.self) {
            try reader.samples(query) { outer in
                try reader.samples(query) { _ in inner += 1 }
                if outer.start.seconds == 3 { throw Stop() }
            }
        }
        #expect(inner == 40)
    }

    @Test func `the newest unit is that of the newest row that is there`() throws {
        let spool = try TestSpool()
        let store = try spool.open()
        let mile = TestRow(300, type: "Walk", 1, unit: "mi")
        let end = TestRow(400, type: "Walk", 2, unit: "km")
        try store.importArchive(
            [
                TestRow(100, type: "Walk", 1, unit: "km"), mile, end,
                TestRow(200, type: "Run", 1, unit: "m"),
            ],
            exported: 1)
        #expect(try store.reader().newestUnit(of: ["Run", "Walk"]) == "km")
        #expect(try store.reader().newestUnit(of: ["Run"]) == "m")
        #expect(try store.reader().newestUnit(of: ["Swim"]) == nil)
        try store.importArchive(
            [
                TestRow(100, type: "Walk", 1, unit: "km"), mile,
                TestRow(400, type: "Walk", 3, unit: "mi"),
            ],
            exported: 2)
        #expect(try store.reader().newestUnit(of: ["Run", "Walk"]) == "mi")
        #expect(try store.reader(at: 1).newestUnit(of: ["Run", "Walk"]) == "km")
    }
}
