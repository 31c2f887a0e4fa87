import HealthEncoding
import Testing

/// Which records a run takes: the app's periods, and manual ranges in zones where days are not 24 hours long.
@Suite struct RangesTests {
    private static let hours = ["time_grouping: hours", "date_range: since_last_sync"]

    private let home: Household

    init() throws {
        home = try Household()
    }

    struct Days: Sendable, CustomStringConvertible {
        var zone: String
        var month = 3
        var from: String
        var to: String
        var hours: Int
        var first: String
        var last: String

        var description: String { "\(zone) \(from) to \(to)" }
    }

    @Test(arguments: [
        Days(
            zone: "Europe/Berlin", from: "2026-03-29", to: "2026-03-29", hours: 23,
            first: "2026-03-29 00:00:00 +0100", last: "2026-03-29 23:00:00 +0200"),
        Days(
            zone: "Asia/Kathmandu", from: "2026-03-28", to: "2026-03-29", hours: 48,
            first: "2026-03-28 00:00:00 +0545", last: "2026-03-29 23:00:00 +0545"),
        // The clock is turned back over midnight: the evening comes twice.
        Days(
            zone: "America/Santiago", month: 4, from: "2026-04-04", to: "2026-04-04", hours: 25,
            first: "2026-04-04 00:00:00 -0300", last: "2026-04-04 23:00:00 -0400"),
        // By half an hour only: one bucket lasts 90 minutes.
        Days(
            zone: "Australia/Lord_Howe", month: 4, from: "2026-04-05", to: "2026-04-05", hours: 24,
            first: "2026-04-05 00:00:00 +1100", last: "2026-04-05 23:00:00 +1030"),
    ])
    func `a manual range of days holds these days whole`(days: Days) async throws {
        let first = days.month == 3 ? 26 : 2
        try await home.take(SmallExport(month: days.month, days: first...first + 5))
        try home.configure(zone: days.zone, [("Steps", Self.hours + ["enabled: false"])])
        let run = try await home.enqueue("Steps", "--from", days.from, "--to", days.to)
        let request = try #require(try await home.requests(of: run).first)
        #expect(request.dates.count == days.hours)
        #expect(request.dates.first == days.first)
        #expect(request.dates.last == days.last)
        #expect(request.headers["automation-period"] == "Manual")
        let log = try await home.document("log")
        #expect(log["runs"]?.array?.first?["kind"]?.string == "manual")
    }

    @Test
    func `a manual range of instants takes touched buckets whole, and records by their start`()
        async throws
    {
        try await home.take(SmallExport(days: 28...30))
        try home.configure([
            ("Hours", Self.hours), ("Samples", ["summarize: false"]),
        ])
        let range = ["--from", "2026-03-29T00:30:00Z", "--to", "2026-03-29T02:15:00Z"]
        let hours = try await home.enqueue("Hours", range[0], range[1], range[2], range[3])
        let points = try #require(try await home.requests(of: hours).first)
        #expect(
            points.dates == [
                "2026-03-29 01:00:00 +0100", "2026-03-29 03:00:00 +0200",
                "2026-03-29 04:00:00 +0200",
            ])
        #expect(points.quantities == [6, 12, 18])
        let samples = try await home.enqueue("Samples", range[0], range[1], range[2], range[3])
        #expect(samples["records"]?.number == 11)
        // Neither has moved a checkpoint: all three days are still new.
        let all = try await home.enqueue("Hours")
        #expect(all["records"]?.number == 72)
    }

    struct Period: Sendable, CustomStringConvertible {
        var word: String
        var title: String
        var hours: Int
        var first: String
        var last: String

        var description: String { word }
    }

    /// At 12:15 on the day after the clock was put forward.
    @Test(arguments: [
        Period(
            word: "default", title: "Default", hours: 23 + 13,
            first: "2026-03-29 00:00:00 +0100", last: "2026-03-30 12:00:00 +0200"),
        Period(
            word: "today", title: "Today", hours: 13,
            first: "2026-03-30 00:00:00 +0200", last: "2026-03-30 12:00:00 +0200"),
        Period(
            word: "yesterday", title: "Yesterday", hours: 23,
            first: "2026-03-29 00:00:00 +0100", last: "2026-03-29 23:00:00 +0200"),
        Period(
            word: "previous_7_days", title: "Previous 7 Days", hours: 6 * 24 + 23,
            first: "2026-03-23 00:00:00 +0100", last: "2026-03-29 23:00:00 +0200"),
        Period(
            word: "since_last_sync", title: "Since Last Sync", hours: 9 * 24,
            first: "2026-03-22 01:00:00 +0100", last: "2026-03-31 01:00:00 +0200"),
    ])
    func `a period is cut in the automation's zone`(period: Period) async throws {
        try await home.take(SmallExport(days: 22...30))
        try home.configure([("Steps", ["time_grouping: hours", "date_range: \(period.word)"])])
        let run = try await home.enqueue("Steps", "--now", "2026-03-30T10:15:00Z")
        let request = try #require(try await home.requests(of: run).first)
        #expect(request.dates.count == period.hours)
        #expect(request.dates.first == period.first)
        #expect(request.dates.last == period.last)
        #expect(request.headers["automation-period"] == period.title)
        // A period is sent again each time; what was synced is not.
        let again = try await home.enqueue("Steps", "--now", "2026-03-30T10:15:00Z")
        let isSync = period.word == "since_last_sync"
        #expect(again["state"]?.string == (isSync ? "empty" : "queued"))
    }

    @Test func `a back-dated sample sends its week again, whole and under its first day`()
        async throws
    {
        try home.configure([("Steps", ["time_grouping: weeks"])])
        try await home.take(SmallExport(days: 2...15))
        let first = try await home.enqueue("Steps")
        #expect(
            try await home.requests(of: first).first?.dates == [
                "2026-03-02 00:00:00 +0100", "2026-03-09 00:00:00 +0100",
                "2026-03-16 00:00:00 +0100",
            ])
        let sample = SmallExport.steps(day: 5, hour: 10, minute: 6, count: 7)
        try await home.take(SmallExport(days: 2...15, more: [sample], exported: 16), as: "late.xml")
        let second = try await home.enqueue("Steps")
        let request = try #require(try await home.requests(of: second).first)
        #expect(request.dates == ["2026-03-02 00:00:00 +0100"])
        // Monday to Sunday by the clock of Berlin: the week ends an hour before that of UTC.
        // Seven days of 1800, without the last hour's 144, and the late 7.
        let sum: Double = 12_463
        #expect(request.quantities == [sum])
    }
}
