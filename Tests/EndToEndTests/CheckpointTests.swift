import Foundation
import HealthEncoding
import HealthTesting
import Testing

/// Since last sync: what a run remembers, and what it takes to forget.
@Suite struct CheckpointTests {
    private static let hours = ["time_grouping: hours"]
    private static let parts = hours + ["batch_requests: true", "batch_max_records: 10"]

    private let home: Household

    init() throws {
        home = try Household()
    }

    @Test func `a run that the quota stopped goes on under its id, and sends each hour once`()
        async throws
    {
        try await home.take(SmallExport())
        try home.configure(
            [("Steps", Self.parts)], top: ["quota: { min_free: 1MiB, max_messages: 3 }"])
        let stopped = try await home.enqueue("Steps", ending: 75)
        #expect(stopped["requests"]?.number == 3)
        try home.configure([("Steps", Self.parts)])
        let result = try await home.document("run", "Steps", "--no-send")
        let runs = result["runs"]?.array ?? []
        #expect(runs.map { $0["state"]?.string } == ["queued", "empty"])
        #expect(runs.first?["id"]?.string == stopped["id"]?.string)
        let requests = try await home.requests(of: stopped)
        let batches = ["1", "2", "3", "4", "5", "6", "7", "8/8"]
        #expect(requests.map { $0.headers["hae-batch"] } == batches)
        let dates = requests.flatMap(\.dates)
        #expect(dates.count == 72)
        #expect(Set(dates).count == 72)
    }

    @Test func `a body beyond max_message stops the run; it goes on when the limit is raised`()
        async throws
    {
        try await home.take(SmallExport())
        try home.configure(
            [("Steps", Self.hours)], top: ["quota: { min_free: 1MiB, max_message: 1kB }"])
        let failed = try await home.hae("run", "Steps", "--no-send")
        #expect(failed.status == 1)
        #expect(failed.errors.contains("quota.max_message is 1000."))
        let status = try await home.document("status")
        let before = status["automations"]?.array?.first
        #expect(before?["state"]?.string == "interrupted")
        try home.configure([("Steps", Self.hours)])
        let run = try await home.document("run", "Steps", "--no-send")
        let first = try #require(run["runs"]?.array?.first)
        #expect(first["id"]?.string == before?["run"]?.string)
        #expect(try await home.requests(of: first).flatMap(\.dates).count == 72)
    }

    @Test func `a store that was deleted and imported again sends nothing twice`() async throws {
        try home.configure([("Steps", Self.hours)])
        try await home.take(SmallExport())
        #expect(try await home.enqueue("Steps")["records"]?.number == 72)
        for name in ["health.db", "health.db-wal", "health.db-shm"] {
            try? FileManager.default.removeItem(at: home.folder.appending(path: "spool/\(name)"))
        }
        try await home.take(SmallExport())
        #expect(try await home.enqueue("Steps")["state"]?.string == "empty")
        // What is new in the new store goes out, and nothing else.
        let late = SmallExport.steps(day: 2, hour: 10, minute: 6, count: 7)
        try await home.take(SmallExport(more: [late], exported: 11), as: "grown.xml")
        let run = try await home.enqueue("Steps")
        let request = try #require(try await home.requests(of: run).first)
        #expect(request.dates == ["2026-03-02 11:00:00 +0100"])
        #expect(request.quantities == [6 * 11 + 7])
    }

    @Test func `a store that was rebuilt from a grown archive sends what it has grown by`()
        async throws
    {
        try home.configure([("Steps", ["summarize: false"])])
        try await home.take(SmallExport())
        #expect(try await home.enqueue("Steps")["records"]?.number == 432)
        for name in ["health.db", "health.db-wal", "health.db-shm"] {
            try? FileManager.default.removeItem(at: home.folder.appending(path: "spool/\(name)"))
        }
        try await home.take(SmallExport(days: 1...4, exported: 11), as: "grown.xml")
        // The fourth day of UTC begins on a day of Berlin that was there already, and goes out whole.
        let run = try await home.enqueue("Steps")
        #expect(run["records"]?.number == 150)
    }

    @Test func `automations have checkpoints of their own, and a reset moves one`() async throws {
        try home.configure([("One", Self.hours), ("Two", Self.hours)])
        try await home.take(SmallExport(days: 1...2))
        #expect(try await home.enqueue("One")["records"]?.number == 48)
        try await home.take(SmallExport(days: 1...3, exported: 11), as: "grown.xml")
        #expect(try await home.enqueue("One")["records"]?.number == 24)
        #expect(try await home.enqueue("Two")["records"]?.number == 72)

        let plan = try await home.document("automations", "reset", "One", "--to", "1", "--dry-run")
        #expect(plan["dry_run"]?.bool == true)
        #expect(plan["before"]?["records"]?.number == 0)
        #expect(plan["after"]?["records"]?.number == 24)
        #expect(try await home.enqueue("One")["state"]?.string == "empty")

        let reset = try await home.document("automations", "reset", "One", "--to", "1")
        #expect(reset["reached_generation"]?.number == 2)
        #expect(reset["after"]?["records"]?.number == 24)
        let run = try await home.enqueue("One")
        #expect(
            try await home.requests(of: run).first?.dates.first == "2026-03-03 01:00:00 +0100")
        #expect(run["records"]?.number == 24)
        #expect(try await home.enqueue("Two")["state"]?.string == "empty")
    }

    @Test func `a reset to a date sends from that day on, and nothing older`() async throws {
        try home.configure([("Steps", Self.hours)])
        try await home.take(SmallExport())
        #expect(try await home.enqueue("Steps")["records"]?.number == 72)
        let reset = try await home.hae("automations", "reset", "Steps", "--to", "2026-03-03")
        #expect(
            reset.output.hasPrefix(
                """
                Steps: moved from import 1 to the data of 2026-03-03, 1 stream
                before: the next run would send nothing
                now:    the next run sends 25 records in 1 request,
                """))
        let run = try await home.enqueue("Steps")
        let dates = try await home.requests(of: run).flatMap(\.dates)
        #expect(dates.first == "2026-03-03 00:00:00 +0100")
        #expect(dates.count == 25)
        #expect(try await home.enqueue("Steps")["state"]?.string == "empty")
    }

    @Test func `a reset inside a month sends the month's bucket`() async throws {
        try home.configure([("Steps", ["time_grouping: months"])])
        try await home.take(SmallExport(days: 2...20))
        #expect(try await home.enqueue("Steps")["records"]?.number == 1)
        let reset = try await home.document("automations", "reset", "Steps", "--to", "2026-03-15")
        #expect(reset["ledger_forgotten_from"]?.string == "2026-03-01")
        #expect(reset["after"]?["records"]?.number == 1)
        #expect(try await home.enqueue("Steps")["records"]?.number == 1)
    }

    @Test func `what cannot be reset says why, and changes nothing`() async throws {
        try home.configure([("Steps", Self.hours), ("Daily", ["date_range: yesterday"])])
        let early = try await home.hae("automations", "reset", "Steps", "--to", "1")
        #expect(early.status == 69)
        try await home.take(SmallExport())
        _ = try await home.enqueue("Steps")
        let beyond = try await home.hae("automations", "reset", "Steps", "--to", "2")
        #expect(beyond.status == 64)
        #expect(
            beyond.errors
                == "hae: There is no import 2; the store has 1 to 1, and 0 stands for all of it.\n")
        let daily = try await home.hae("automations", "reset", "Daily", "--to", "2026-03-01")
        #expect(daily.status == 1)
        #expect(daily.errors.contains("date_range: yesterday, which needs no checkpoint"))
        let word = try await home.hae("automations", "reset", "Steps", "--to", "soon")
        #expect(word.status == 64)
        #expect(try await home.enqueue("Steps")["state"]?.string == "empty")
    }
}
