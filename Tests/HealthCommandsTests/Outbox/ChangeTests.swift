import HealthModel
import HealthOutbox
import Testing

struct ChangeTests {
    private func states(_ spool: CommandSpool) throws -> [MessageState] {
        try spool.outbox.page(
            MessageSelection(states: Set(MessageState.allCases)), after: nil, limit: 100
        ).messages.map(\.state)
    }

    @Test func `release --all opens the lanes after a password is mended`() throws {
        let spool = try CommandSpool()
        try spool.enqueue(2)
        try spool.send([.unauthorized])
        let result = try spool.hae("outbox", "release", "--all", "--json")
        #expect(
            result.output == """
                {"schema":"hae.outbox.change/1","action":"release","dry_run":false,"matched":2,"changed":0,\
                "lanes":1,"skipped":[],"skipped_count":0}

                """)
        #expect(result.errors == "release: 2 matched, 0 changed, 1 lane\n")
        #expect(result.status == 0)
        #expect(try spool.outbox.stats().lanes.map(\.state) == [.open])
    }

    @Test func `a dry run reports the same and changes nothing`() throws {
        let spool = try CommandSpool()
        try spool.enqueue(2)
        let dry = try spool.hae("outbox", "hold", "--all", "--dry-run")
        #expect(dry.errors == "hold: 2 matched, 2 would change, 1 lane\n")
        #expect(dry.status == 0)
        #expect(try states(spool) == [.ready, .ready])
        #expect(
            try spool.hae("outbox", "hold", "--all").errors
                == "hold: 2 matched, 2 changed, 1 lane\n")
        #expect(try states(spool) == [.held, .held])
    }

    @Test func `the audit tells who changed what, newest first`() throws {
        let spool = try CommandSpool()
        let before = try spool.hae("outbox", "status", "--changes").output
        #expect(before.hasSuffix("\n\nNobody has changed anything.\n"))
        try spool.enqueue(2)
        _ = try spool.hae("outbox", "hold", "--all")
        _ = try spool.hae("outbox", "release", "--all")
        let lines = try spool.hae("outbox", "status", "--changes").output.split(separator: "\n")
        let audit = lines.drop { !$0.hasPrefix("AT ") }.dropFirst()
            .map { $0.split(separator: " ").dropFirst().joined(separator: " ") }
        #expect(audit.contains { $0.contains(" hold all messages=2") })
        #expect(audit.first?.contains("release") == true, "\(audit)")
        let json = try spool.hae("outbox", "status", "--changes", "--json").output
        #expect(
            json.contains("\"action\":\"hold\",\"target\":\"all\",\"detail\":{\"messages\":\"2\""))
    }

    @Test func `cancel asks for --yes and leaves tombstones`() throws {
        let spool = try CommandSpool()
        let ids = try spool.enqueue(2)
        let refused = try spool.hae("outbox", "cancel", ids[0].text)
        #expect(refused.status == 64)
        #expect(
            refused.errors.hasPrefix(
                "Error: Cancelled messages are never sent; add --yes, or --dry-run to see which they are.\n"
            ))
        #expect(try states(spool) == [.ready, .ready])
        let done = try spool.hae("outbox", "cancel", ids[0].text, "--yes", "--reason", "a test")
        #expect(
            done == Program.Result(output: "", errors: "cancel: 1 matched, 1 changed\n", status: 0))
        let receipt = try spool.outbox.receipt(of: ids[0])
        #expect(receipt?.outcome == .cancelled)
        #expect(receipt?.reason == "a test")
    }

    @Test func `what is skipped is named with its reason, and the exit code says so`() throws {
        let spool = try CommandSpool()
        let ids = try spool.enqueue(2)
        let sender = try spool.sender()
        let claim = try #require(try sender.claim(limit: 1, lanes: nil, now: spool.now).first)
        let result = try spool.hae(
            "outbox", "hold", ids[0].text, ids[1].text, "00000000", "--json")
        let short = claim.id.text
        #expect(
            result.output == """
                {"schema":"hae.outbox.change/1","action":"hold","dry_run":false,"matched":2,"changed":1,\
                "lanes":0,"skipped":[{"id":"00000000","reason":"unknown"},{"id":"\(short)",\
                "reason":"inflight"}],"skipped_count":2}

                """)
        #expect(
            result.errors == """
                hold: 2 matched, 1 changed, 2 skipped
                  00000000: no message has this id
                  \(short.prefix(8)): is being sent just now; try again in a moment, or use --force where there is one

                """)
        #expect(result.status == 2)
        _ = try sender.settle([Outcome(claim, .accepted)], now: spool.now)
        try sender.close(now: spool.now)
    }

    @Test func `nothing matched is a failure`() throws {
        let spool = try CommandSpool()
        try spool.enqueue(1)
        #expect(
            try spool.hae("outbox", "retry", "--match", "state=dead")
                == Program.Result(
                    output: "",
                    errors: "Nothing matches; \"hae outbox list\" shows what there is.\n",
                    status: 1))
        let unknown = try spool.hae("outbox", "retry", "0000")
        #expect(
            unknown.errors
                == "retry: 0 matched, 0 changed, 1 skipped\n  0000: no message has this id\n")
        #expect(unknown.status == 1)
    }

    @Test func `retry takes filters, a time, and forgets failures`() throws {
        let spool = try CommandSpool()
        try spool.enqueue(2)
        try spool.send([.refused])
        let result = try spool.hae(
            "outbox", "retry", "--match", "state=dead", "--match", "status=4xx", "--at",
            "2026-03-10T13:00:00Z", "--reset-attempts", fixedClock: false)
        #expect(
            result == Program.Result(output: "", errors: "retry: 1 matched, 1 changed\n", status: 0)
        )
        let message = try #require(
            try spool.outbox.page(.all, after: nil, limit: 10).messages.first { $0.part == "1" })
        #expect(message.state == .ready)
        #expect(message.attempts == 0)
    }

    @Test func `retry --now stands before an id, behind it, or fixes the clock`() throws {
        let spool = try CommandSpool()
        let id = try spool.enqueue(1)[0].text
        for arguments in [
            ["--now", id], [id, "--now"], [id, "--now=2026-03-10T12:00:00Z"], [id],
        ] {
            let result = try Program.run(
                ["outbox", "retry"] + arguments + spool.place, in: spool.folder)
            #expect(result.errors == "retry: 1 matched, 1 changed\n")
            #expect(result.status == 0)
        }
        let both = try Program.run(
            ["outbox", "retry", id, "--now", "--at", "2026-03-10T13:00:00Z"], in: spool.folder)
        #expect(both.errors.hasPrefix("Error: --now and --at exclude each other.\n"))
        #expect(both.status == 64)
    }

    @Test func `flush makes deferred messages due`() throws {
        let spool = try CommandSpool()
        try spool.enqueue(1)
        try spool.send([.badGateway])
        #expect(try spool.outbox.stats().lanes[0].deferred == 1)
        let result = try spool.hae("outbox", "flush")
        #expect(
            result == Program.Result(output: "", errors: "flush: 1 matched, 1 changed\n", status: 0)
        )
        #expect(try spool.outbox.stats().lanes[0].ready == 1)
    }

    @Test(arguments: [
        (["hold"], "Say which messages: ids, -, --automation, --lane or --all."),
        (["hold", "abcd", "--all"], "Ids, --automation, --lane and --all exclude each other."),
        (["retry"], "Say which messages: ids, -, --match or --all."),
        (
            ["retry", "--match", "colour=red"],
            "--match: there is no \"colour=\"; there are state=,"
        ),
        (["retry", "--match", "dead"], "--match: \"dead\" is not KEY=VALUE; there are state=,"),
        (["flush", "--lane", "a", "--all"], "--lane and --all exclude each other."),
    ])
    func `a change without a clear target is refused`(arguments: [String], sentence: String) throws
    {
        let spool = try CommandSpool()
        let result = try Program.run(["outbox"] + arguments + spool.place, in: spool.folder)
        #expect(result.errors.contains(sentence), "\(result.errors)")
        #expect(result.status == 64)
    }
}
