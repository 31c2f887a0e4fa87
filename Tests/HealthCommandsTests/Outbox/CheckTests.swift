import HealthModel
import HealthOutbox
import Testing

struct CheckTests {
    @Test func `an outbox without trouble is ok`() throws {
        let spool = try CommandSpool()
        try spool.enqueue(1)
        try spool.send([.accepted])
        let result = try spool.hae("outbox", "check")
        #expect(
            result
                == Program.Result(
                    output: """
                        OUTBOX OK - nothing is beyond its limit | oldest_ready=0s;21600 dead=0;0 \
                        bytes=0B;8589934560;10737418240 messages=0

                        """, errors: "", status: 0))
    }

    @Test func `an old message is a warning`() throws {
        let spool = try CommandSpool()
        try spool.enqueue(1)
        spool.set("2026-03-10T18:58:02Z")
        let result = try spool.hae("outbox", "check", "--json")
        #expect(
            result.output == """
                {"schema":"hae.outbox.check/1","level":"warn","findings":[{"name":"oldest_ready_s","value":25200,\
                "limit":21600,"level":"warn","text":"the oldest message has waited for 7h 0m"}]}

                """)
        #expect(result.status == 1)
        #expect(try spool.hae("outbox", "check", "--max-age", "8h").status == 0)
    }

    @Test func `a dead message is a warning beyond its limit`() throws {
        let spool = try CommandSpool()
        try spool.enqueue(1)
        try spool.send([.refused])
        let result = try spool.hae("outbox", "check")
        #expect(result.output.hasPrefix("OUTBOX WARNING - 1 message is refused for good | "))
        #expect(result.status == 1)
        #expect(try spool.hae("outbox", "check", "--max-dead", "1").status == 0)
    }

    @Test func `a lane that only a person opens is critical`() throws {
        let spool = try CommandSpool()
        try spool.enqueue(1)
        try spool.send([.unauthorized])
        let result = try spool.hae("outbox", "check")
        #expect(
            result.output.hasPrefix(
                "OUTBOX CRITICAL - lane My Backend API is held: 401 Unauthorized | "))
        #expect(result.status == 2)
    }

    @Test func `a full spool is named by size or share`() throws {
        let spool = try CommandSpool()
        try spool.enqueue(1)
        let result = try spool.hae("outbox", "check", "--max-bytes", "10B")
        #expect(result.output.hasPrefix("OUTBOX WARNING - 19 B of 10 GiB are used | "))
        #expect(result.status == 1)
    }

    @Test func `what stops the check is unknown, on standard output`() throws {
        let spool = try CommandSpool()
        let result = try Program.run(
            ["outbox", "check", "--spool", spool.folder + "/none"], in: spool.folder)
        #expect(
            result.output.hasPrefix(
                "OUTBOX UNKNOWN - \(spool.folder)/none: there is no outbox here yet."))
        #expect(result.errors == "")
        #expect(result.status == 3)
    }
}
