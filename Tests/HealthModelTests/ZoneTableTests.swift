import HealthModel
import HealthTesting
import Testing

struct ZoneTableTests {
    @Test func `offsets change at the instants that the law names`() throws {
        let berlin = try Zones.table("Europe/Berlin")
        let spring = try Instant("2026-03-29T01:00:00Z")
        #expect(berlin.offset(at: spring.advanced(bySeconds: -1)) == 3600)
        #expect(berlin.offset(at: spring) == 7200)
        let autumn = try Instant("2026-10-25T01:00:00Z")
        #expect(berlin.offset(at: autumn.advanced(bySeconds: -1)) == 7200)
        #expect(berlin.offset(at: autumn) == 3600)
        #expect(try Zones.table("Asia/Kathmandu").offset(at: spring) == 20_700)
    }

    @Test func `the rule of the footer holds for centuries`() throws {
        let berlin = try Zones.table("Europe/Berlin")
        for year in [2050, 2437, 2500, 2838, 3333, 9990] {
            #expect(berlin.offset(at: try Instant("\(year)-07-01T00:00:00Z")) == 7200)
            #expect(berlin.offset(at: try Instant("\(year)-12-31T00:00:00Z")) == 3600)
        }
        // The last Sunday of March 2826 is the 29th, as in 2026 and 2426.
        let change = try Instant("2826-03-29T01:00:00Z")
        #expect(berlin.offset(at: change.advanced(bySeconds: -1)) == 3600)
        #expect(berlin.offset(at: change) == 7200)
    }

    @Test func `a day begins at midnight, behind a gap, or at the first of two midnights`() throws {
        func start(_ zone: String, _ year: Int, _ month: Int, _ day: Int) throws -> Instant {
            let date = try #require(CivilDate(year: year, month: month, day: day))
            return try Zones.table(zone).start(of: date)
        }
        #expect(try start("Europe/Berlin", 2026, 3, 29) == Instant("2026-03-28T23:00:00Z"))
        #expect(try start("Europe/Berlin", 2026, 3, 30) == Instant("2026-03-29T22:00:00Z"))
        // Beirut goes from 00:00 to 01:00.
        #expect(try start("Asia/Beirut", 2022, 3, 27) == Instant("2022-03-26T22:00:00Z"))
        // Havana goes from 01:00 back to 00:00.
        #expect(try start("America/Havana", 2025, 11, 2) == Instant("2025-11-02T04:00:00Z"))
        // Samoa had no 30 December 2011.
        #expect(try start("Pacific/Apia", 2011, 12, 30) == Instant("2011-12-30T10:00:00Z"))
        #expect(try start("Pacific/Apia", 2011, 12, 31) == Instant("2011-12-30T10:00:00Z"))
    }

    @Test func `a local time is the first of two, or the end of the gap`() throws {
        let berlin = try Zones.table("Europe/Berlin")
        let autumn = try #require(CivilDate(year: 2026, month: 10, day: 25))
        let twice = berlin.instant(autumn, secondsOfDay: 2 * 3600 + 1800)
        #expect(try twice == Instant("2026-10-25T00:30:00Z"))
        let spring = try #require(CivilDate(year: 2026, month: 3, day: 29))
        let never = berlin.instant(spring, secondsOfDay: 2 * 3600 + 1800)
        #expect(try never == Instant("2026-03-29T01:00:00Z"))
    }

    @Test(arguments: Zones.dozen)
    func `every local day holds its instants and days follow one another`(zone: String) throws {
        let table = try Zones.table(zone)
        var cursor = ZoneCursor(table)
        let first = try Instant("2009-12-25T00:00:00Z")
        var previous = table.date(of: first)
        var wrong: [Instant] = []
        for step in 0..<(17 * 365 * 4) {
            let instant = first.advanced(bySeconds: Int64(step) * 21_600)
            let date = table.date(of: instant)
            let start = table.start(of: date)
            // In Newfoundland the last hour of a day came again after the next one had begun.
            let isNew = date > previous && start > instant.advanced(bySeconds: -21_601 - 3600)
            if cursor.date(of: instant) != date || start > instant
                || cursor.offset(at: instant) != table.offset(at: instant)
                || date != previous && !isNew
            {
                wrong.append(instant)
            }
            previous = date
        }
        #expect(wrong.isEmpty)
    }

    @Test func `a file cut anywhere is an error and never a trap`() throws {
        let bytes = try Zones.bytes("Europe/Berlin")
        for length in 0..<bytes.count {
            #expect(throws: ZoneTableError.self) {
                try ZoneTable(name: "cut", tzif: Array(bytes[..<length]))
            }
        }
    }

    @Test func `random bytes in a zone file never trap`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed of random zone files: \(seed)")
        var random = SeededGenerator(seed: seed)
        let bytes = try Zones.bytes("America/St_Johns")
        for _ in 0..<300 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                damaged[Int.random(in: 0..<bytes.count, using: &random)] =
                    UInt8.random(in: 0...255, using: &random)
            }
            guard let table = try? ZoneTable(name: "damaged", tzif: damaged) else { continue }
            for instant in [Int64.min, -1 << 40, 0, 1 << 40, .max] {
                let instant = Instant(seconds: instant)
                let date = table.date(of: instant)
                _ = table.start(of: date)
                for grouping in Grouping.allCases {
                    _ = Buckets(zone: table, grouping: grouping).range(containing: instant)
                }
            }
        }
    }

    @Test func `the error says which zone and what to do`() {
        #expect {
            try ZoneTable(name: "Mars/Olympus", tzif: Array("<html>".utf8))
        } throws: { error in
            "\(error)"
                == "the file of time zone \"Mars/Olympus\" cannot be read: it ends inside its header; "
                + "check the name, or install the time zone database again"
        }
    }
}
