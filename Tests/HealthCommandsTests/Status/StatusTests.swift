import HealthModel
import HealthOutbox
import Testing

struct StatusTests {
    /// Without the lines about the SQLite of this machine and about the store, which these tests do without.
    private func lines(_ spool: CommandSpool) throws -> [Substring] {
        try spool.hae("status").output.split(separator: "\n").filter {
            !$0.hasPrefix("SQLite ") && !$0.hasPrefix("Nothing has been imported yet")
        }
    }

    @Test func `an automation in sync has no trouble`() throws {
        let spool = try CommandSpool()
        try spool.enqueue(2)
        try spool.send([.accepted, .accepted])
        spool.set("2026-03-10T14:03:02Z")
        #expect(
            try lines(spool) == [
                "AUTOMATION      LAST RUN   STATE      NEXT RUN  IN SYNC    QUEUE  OLDEST  14 DAYS",
                "My Backend API  2h 5m ago  delivered  by hand   2h 5m ago      0       -  ·············█",
                "outbox: 0 messages, 0 B of 10 GiB; no sender is running",
            ])
        let check = try spool.hae("status", "--check")
        #expect(
            check
                == Program.Result(
                    output: "HAE OK - 1 automation without trouble | queued=0 oldest=0s\n",
                    errors: "",
                    status: 0))
    }

    @Test func `the document has every field of its contract`() throws {
        let spool = try CommandSpool()
        try spool.enqueue(1)
        try spool.send([.accepted])
        let json = try spool.hae("status", "--json").output
        #expect(
            json.hasPrefix(
                """
                {"schema":"hae.status/1","automations":[{"name":"My Backend API",\
                "id":"63C89245-980E-5515-8F96-49BC63FE9DE6","enabled":true,\
                "last_run":"2026-03-10T11:58:02Z","next_run":null,"state":"delivered",\
                "run":"6a2b0c55-8f6b-4c0b-9c55-1c7e52e7d0f4","queued":0,"oldest":null,\
                "in_sync_since":"2026-03-10T11:58:02Z",\
                "deliveries":[0,0,0,0,0,0,0,0,0,0,0,0,0,1],"trouble":null,"command":null}],\
                "level":"ok","outbox":{"messages":0,"bytes":0,"limit":10737418240,"free":
                """), "\(json)")
    }

    @Test func `a held lane is critical and names the command that helps`() throws {
        let spool = try CommandSpool()
        try spool.enqueue(1, run: CommandSpool.firstRun)
        try spool.send([.accepted])
        spool.set("2026-03-10T12:58:02Z")
        try spool.enqueue(2)
        try spool.send([.unauthorized])
        spool.set("2026-03-10T13:00:02Z")
        #expect(
            try lines(spool).dropFirst() == [
                """
                My Backend API  2m 0s ago  queued  by hand   1h 2m ago      2   2m 0s  ·············█
                """,
                """
                My Backend API: its lane is held: 401 Unauthorized; 2 messages wait. Mend it, then:
                """, "    hae outbox release --lane \"My Backend API\"",
                "outbox: 2 messages, 38 B of 10 GiB; no sender is running",
            ])
        let check = try spool.hae("status", "--check")
        #expect(
            check.output == """
                HAE CRITICAL - My Backend API: its lane is held: 401 Unauthorized; 2 messages wait. \
                Mend it, then: hae outbox release --lane "My Backend API" | queued=2 oldest=120s

                """)
        #expect(check.status == 2)
    }

    @Test func `what nobody sends is a warning`() throws {
        let spool = try CommandSpool()
        try spool.enqueue(1)
        #expect(
            try lines(spool).suffix(3) == [
                "My Backend API: 1 message waits, and no sender is running", "    hae send",
                "outbox: 1 message, 19 B of 10 GiB; no sender is running",
            ])
        #expect(try spool.hae("status", "--check").status == 1)
    }

    @Test func `dead messages and failed runs are told`() throws {
        let spool = try CommandSpool()
        let id = try spool.enqueue(1)[0]
        try spool.send([.refused])
        let text = try lines(spool)
        #expect(
            text.contains(
                "My Backend API: message \(id.text.prefix(8)) was refused for good: 422 Unprocessable Content"
            ))
        #expect(text.contains("    hae outbox list --automation \"My Backend API\" --state dead"))
    }

    @Test func `messages of an automation that is gone are told`() throws {
        let spool = try CommandSpool()
        try spool.enqueue(
            1, automation: "11111111-2222-5333-8444-555555555555", name: "Old Endpoint")
        #expect(
            try lines(spool).contains(
                """
                1 message of "Old Endpoint", which is not in the configuration any more, stays in the outbox: \
                hae outbox list --automation "Old Endpoint"
                """))
    }

    @Test func `without a spool the check is unknown`() throws {
        let spool = try CommandSpool()
        let place = ["--config", spool.folder + "/hae.yaml", "--spool", spool.folder + "/none"]
        let check = try Program.run(["status", "--check"] + place, in: spool.folder)
        #expect(check.output.hasPrefix("HAE UNKNOWN - "))
        #expect(check.status == 3)
        #expect(try Program.run(["status"] + place, in: spool.folder).status == 69)
    }
}
