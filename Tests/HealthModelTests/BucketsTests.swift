import HealthModel
import Testing

struct BucketsTests {
    private func starts(
        _ zone: String, _ grouping: Grouping, from: String, to: String,
        weekStart: WeekStart = .monday
    ) throws -> [String] {
        let table = try Zones.table(zone)
        let buckets = Buckets(zone: table, grouping: grouping, weekStart: weekStart)
        var writer = DateWriter(zone: table)
        var starts: [String] = []
        var range = buckets.range(containing: try Instant(from))
        let end = try Instant(to)
        while range.lowerBound < end {
            starts.append(writer.text(range.lowerBound))
            range = buckets.range(containing: range.upperBound)
        }
        return starts
    }

    @Test func `an hour that the clock shows twice is two buckets`() throws {
        let hours = try starts(
            "Europe/Berlin", .hours, from: "2026-10-24T23:30:00Z", to: "2026-10-25T02:30:00Z")
        #expect(
            hours == [
                "2026-10-25 01:00:00 +0200", "2026-10-25 02:00:00 +0200",
                "2026-10-25 02:00:00 +0100", "2026-10-25 03:00:00 +0100",
            ])
    }

    @Test func `an hour that the clock never shows has no bucket`() throws {
        let hours = try starts(
            "Europe/Berlin", .hours, from: "2026-03-29T00:10:00Z", to: "2026-03-29T02:00:00Z")
        #expect(hours == ["2026-03-29 01:00:00 +0100", "2026-03-29 03:00:00 +0200"])
    }

    @Test func `an hour has ninety minutes where the clock goes back by thirty`() throws {
        let hours = try starts(
            "Australia/Lord_Howe", .hours, from: "2026-04-04T13:30:00Z",
            to: "2026-04-04T17:00:00Z")
        #expect(
            hours == [
                "2026-04-05 00:00:00 +1100", "2026-04-05 01:00:00 +1100",
                "2026-04-05 02:00:00 +1030",
                "2026-04-05 03:00:00 +1030",
            ])
        let minutes = try starts(
            "Australia/Lord_Howe", .minutes, from: "2026-04-04T14:58:00Z",
            to: "2026-04-04T15:02:00Z")
        #expect(
            minutes == [
                "2026-04-05 01:58:00 +1100", "2026-04-05 01:59:00 +1100",
                "2026-04-05 01:30:00 +1030", "2026-04-05 01:31:00 +1030",
            ])
    }

    @Test(arguments: Grouping.allCases)
    func `the ends of time have buckets too`(grouping: Grouping) throws {
        let buckets = Buckets(zone: try Zones.table("Europe/Berlin"), grouping: grouping)
        for seconds in [Int64.min, -1 << 47, 1 << 47, .max] {
            let range = buckets.range(containing: Instant(seconds: seconds))
            #expect(!range.isEmpty)
        }
    }

    @Test func `days have 23, 24 and 25 hours`() throws {
        let buckets = Buckets(zone: try Zones.table("Europe/Berlin"), grouping: .days)
        func hours(_ text: String) throws -> Int64 {
            let range = buckets.range(containing: try Instant(text))
            return range.upperBound.seconds(since: range.lowerBound) / 3600
        }
        #expect(try hours("2026-03-29T12:00:00Z") == 23)
        #expect(try hours("2026-03-30T12:00:00Z") == 24)
        #expect(try hours("2026-10-25T12:00:00Z") == 25)
    }

    @Test func `weeks begin on the day that is asked for`() throws {
        let (from, to) = ("2026-03-04T12:00:00Z", "2026-03-17T00:00:00Z")
        #expect(
            try starts("UTC", .weeks, from: from, to: to) == [
                "2026-03-02 00:00:00 +0000", "2026-03-09 00:00:00 +0000",
                "2026-03-16 00:00:00 +0000",
            ])
        #expect(
            try starts("UTC", .weeks, from: from, to: to, weekStart: .sunday) == [
                "2026-03-01 00:00:00 +0000", "2026-03-08 00:00:00 +0000",
                "2026-03-15 00:00:00 +0000",
            ])
    }

    @Test func `months and years begin at local midnight`() throws {
        #expect(
            try starts(
                "America/New_York", .months, from: "2025-12-31T12:00:00Z",
                to: "2026-02-02T00:00:00Z") == [
                    "2025-12-01 00:00:00 -0500", "2026-01-01 00:00:00 -0500",
                    "2026-02-01 00:00:00 -0500",
                ])
        #expect(
            try starts(
                "Asia/Kathmandu", .years, from: "1985-06-01T00:00:00Z", to: "1987-06-01T00:00:00Z")
                == [
                    "1985-01-01 00:00:00 +0530", "1986-01-01 00:15:00 +0545",
                    "1987-01-01 00:00:00 +0545",
                ])
    }

    /// Walks over every change of offset since 2008 and looks at both ends of every bucket there.
    @Test(arguments: Zones.dozen, [Grouping.minutes, .hours, .days, .weeks, .months, .years])
    func `no instant is in two buckets or in none`(zone: String, grouping: Grouping) throws {
        let table = try Zones.table(zone)
        let buckets = Buckets(zone: table, grouping: grouping)
        var cursor = BucketCursor(buckets)
        let reach: Int64 = grouping == .minutes ? 4000 : 2 * 86_400
        var wrong: [Instant] = []
        for change in changes(of: table) {
            let end = change.advanced(bySeconds: reach)
            var range = buckets.range(containing: change.advanced(bySeconds: -reach))
            while range.lowerBound < end {
                let next = buckets.range(containing: range.upperBound)
                let last = range.upperBound.advanced(bySeconds: -1)
                let inside = [0, 1, 59, 60, 1799, 1800, 3599, 3600, 5399]
                    .map { range.lowerBound.advanced(bySeconds: $0) }.filter(range.contains)
                if next.lowerBound != range.upperBound || next.isEmpty {
                    wrong.append(range.upperBound)
                }
                for instant in inside + [last]
                where buckets.range(containing: instant) != range
                    || cursor.range(containing: instant) != range
                {
                    wrong.append(instant)
                }
                range = next
            }
        }
        #expect(wrong.isEmpty)
    }

    /// The instants at which the offset changes, to the second.
    private func changes(of table: ZoneTable) -> [Instant] {
        let (first, last) = (Int64(1_230_000_000), Int64(1_800_000_000))
        var changes: [Instant] = []
        for hour in stride(from: first, to: last, by: 6 * 3600) {
            var (low, high) = (hour, hour + 6 * 3600)
            let old = table.offset(at: Instant(seconds: low))
            guard table.offset(at: Instant(seconds: high)) != old else { continue }
            while high - low > 1 {
                let middle = (low + high) / 2
                if table.offset(at: Instant(seconds: middle)) == old {
                    low = middle
                } else {
                    high = middle
                }
            }
            changes.append(Instant(seconds: high))
        }
        return changes + [Instant(seconds: last)]
    }
}
