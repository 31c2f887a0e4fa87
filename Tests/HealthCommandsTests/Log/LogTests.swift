import Foundation
import HealthModel
import HealthOutbox
import Testing

struct LogTests {
    private let second = "7f3d1a20-5b6c-4d7e-8f90-a1b2c3d4e5f6"

    /// A delivered run, and a later one that failed.
    private func spool() throws -> CommandSpool {
        let spool = try CommandSpool()
        try spool.enqueue(1)
        try spool.outbox.log(
            RunEvent(
                at: spool.now, level: .info, text: "Enqueued.",
                data: ["requests": "1", "records": "210"]),
            in: try #require(Identifier(CommandSpool.exampleRun)))
        try spool.send([.accepted])
        spool.set("2026-03-10T12:58:02Z")
        let run = try spool.outbox.openRun(
            NewRun(
                id: Identifier(second), automation: CommandSpool.automation,
                automationName: "My Backend API", kind: .catchUp, storeID: "store", generation: 1,
                configDigest: [1]))
        spool.set("2026-03-10T12:58:05Z")
        try spool.outbox.log(
            RunEvent(at: spool.now, level: .error, text: "The store is away."), in: run.id)
        try spool.outbox.endRun(run.id, as: .failed("The store is away."))
        return spool
    }

    @Test func `runs come newest first, with their events`() throws {
        let spool = try spool()
        let result = try spool.hae("log")
        #expect(
            result.output == """
                2026-03-10T12:58:02Z  My Backend API  failed  catch up  took 3s  run 7f3d1a20
                  12:58:05Z  error  The store is away.

                2026-03-10T11:58:02Z  My Backend API  delivered  scheduled  took 0s  \
                210 records in 1 request, 19 B, 1 delivered  run 6a2b0c55
                  11:58:02Z  info  Enqueued.
                  11:58:02Z  info  Part 1 delivered: 200.

                """)
        #expect(result.status == 0)
        let facts = try spool.hae("log", "-v").output
        #expect(facts.contains("  11:58:02Z  info  Enqueued. (records 210, requests 1)\n"))
    }

    @Test func `the document has every field of its contract`() throws {
        let spool = try spool()
        let result = try spool.hae("log", "My Backend API", "--run", "7f3d", "--json")
        #expect(
            result.output == """
                {"schema":"hae.log/1","runs":[{"id":"\(second)","automation":"My Backend API",\
                "kind":"catch_up","state":"failed","started":"2026-03-10T12:58:02Z",\
                "ended":"2026-03-10T12:58:05Z","records":0,"requests":0,"delivered":0,"dead":0,\
                "discarded":0,"unfinished":0,"bytes":0,"from":null,"to":null,\
                "error":"The store is away.","events":[{"at":"2026-03-10T12:58:05Z","level":"error",\
                "text":"The store is away.","data":{}}]}],"more":false}

                """)
    }

    @Test func `a limit says that there is more, an unknown run that there is none`() throws {
        let spool = try spool()
        let short = try spool.hae("log", "--limit", "1")
        #expect(short.output.split(separator: "\n").count == 2)
        #expect(short.errors == "There are older runs; --limit shows more of them.\n")
        let none = try spool.hae("log", "--run", "0000")
        #expect(none.errors == "hae: No run has an id that begins with 0000.\n")
        #expect(none.status == 1)
        let other = try spool.hae("log", "Another")
        #expect(other == Program.Result(output: "", errors: "Nothing has run yet.\n", status: 0))
    }

    @Test func `clear removes what is over and asks for --yes`() throws {
        let spool = try spool()
        try spool.enqueue(1, run: CommandSpool.firstRun)
        let asked = try spool.hae("log", "--clear")
        #expect(asked.status == 64)
        #expect(asked.errors.hasPrefix("Error: What is cleared is gone; add --yes"))
        let dry = try spool.hae("log", "--clear", "--dry-run")
        #expect(dry.errors == "2 runs would be removed\n")
        let done = try spool.hae("log", "My Backend API", "--clear", "--yes", "--json")
        #expect(done.output == "{\"schema\":\"hae.log.clear/1\",\"dry_run\":false,\"runs\":2}\n")
        #expect(done.errors == "2 runs removed\n")
        let left = try spool.outbox.runs(RunSelection()).map(\.run.id.text)
        #expect(left == [CommandSpool.firstRun])
        #expect(try spool.outbox.receipts(ReceiptSelection()).receipts.count == 1)
    }

    @Test(.timeLimit(.minutes(10))) func `follow prints events as they come`() throws {
        let spool = try spool()
        let (input, output, errors) = (Pipe(), Pipe(), Pipe())
        let process = Program.process(
            ["log", "--follow", "--json"] + spool.place, in: spool.folder, input: input,
            output: output, errors: errors)
        try process.run()
        defer {
            // A child of this process has SIGTERM blocked, as the threads of the test runner have.
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        let ready = errors.fileHandleForReading.availableData
        #expect(String(decoding: ready, as: UTF8.self) == "Following; stop with Ctrl-C.\n")
        let run = try #require(Identifier(CommandSpool.exampleRun))
        try spool.outbox.log(
            RunEvent(at: spool.now, level: .warning, text: "Slow.", data: ["rows": "7"]), in: run)
        let line = output.fileHandleForReading.availableData
        #expect(
            String(decoding: line, as: UTF8.self) == """
                {"schema":"hae.log.event/1","run":"\(CommandSpool.exampleRun)",\
                "automation":"My Backend API","at":"2026-03-10T12:58:05Z","level":"warning",\
                "text":"Slow.","data":{"rows":"7"}}

                """)
    }

    @Test func `answers stand among the events, those that are alike in one line`() throws {
        let spool = try CommandSpool(order: "none")
        try spool.enqueue(5)
        let run = try #require(Identifier(CommandSpool.exampleRun))
        for part in ["4", "5"] {
            try spool.outbox.log(
                RunEvent(
                    at: spool.now, level: .info, text: "Part \(part): 210 records.",
                    data: ["part": part, "first_day": "2026-03-0\(part)", "last_day": "2026-03-06"]),
                in: run)
        }
        spool.set("2026-03-10T11:58:10Z")
        try spool.send([.accepted, .accepted, .accepted, .badGateway, .refused])
        let lines = try spool.hae("log").output.split(separator: "\n").dropFirst()
        #expect(
            lines == [
                "  11:58:02Z  info  Part 4: 210 records.",
                "  11:58:02Z  info  Part 5: 210 records.",
                "  11:58:10Z  info  3 parts delivered: 200.",
                "  11:58:10Z  warning  Part 4 (2026-03-04 to 2026-03-06) has not arrived yet: 502 Bad Gateway, after 1 try.",
                "  11:58:10Z  error  Part 5 (2026-03-05 to 2026-03-06) was refused for good: 422 Unprocessable Content.",
            ])
        spool.set("2026-03-10T14:58:10Z")
        try spool.send([.accepted])
        let later = try spool.hae("log").output
        #expect(later.contains("  14:58:10Z  info  Part 4 delivered: 200, after 2 tries.\n"))
        let data = try spool.hae("log", "--json").output
        #expect(
            data.contains(
                #""data":{"bytes":"57","outcome":"delivered","parts":"3","status":"200","tries":"3"}"#
            ))
    }

    @Test func `the log never grows beyond its cap, and the newest runs stay`() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/log-cap-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var limits = OutboxLimits()
        (limits.freeBytesMin, limits.eventsMax) = (0, 50)
        let now = Moment(milliseconds: 1_770_000_000_000)
        let outbox = try SQLiteOutbox.open(
            spool: folder + "/spool", access: .create, limits: limits, clock: { now })
        defer { try? outbox.close() }
        var ids: [Identifier] = []
        for _ in 1...20 {
            let run = try outbox.openRun(
                NewRun(
                    automation: CommandSpool.automation, automationName: "A", kind: .scheduled,
                    storeID: "store", generation: 1, configDigest: [1]))
            try outbox.log(
                (1...10).map { RunEvent(at: now, level: .info, text: "Line \($0).") }, in: run.id)
            try outbox.endRun(run.id, as: .complete)
            ids.append(run.id)
        }
        let sender = try outbox.openSender(SenderOptions(waitSeconds: 0, programVersion: "test"))
        try sender.tend(idle: true, now: now)
        try sender.close(now: now)
        let left = try outbox.runs(RunSelection(limit: 100))
        #expect(left.map(\.run.id) == ids.suffix(5).reversed())
        #expect(left.reduce(0) { $0 + $1.events.count } == 50)
    }
}
