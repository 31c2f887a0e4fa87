import HealthModel
import HealthOutbox
import Testing

struct ShowTests {
    /// Four messages of the reference's run: three delivered, the fourth tried three times.
    private func example() throws -> (spool: CommandSpool, sender: any OutboxSender) {
        let spool = try CommandSpool()
        let filler = String(repeating: "x", count: 14_336 - 23)
        try spool.enqueue(4) { part in
            part == 4 ? "{\"data\":{\"metrics\":\"\(filler)\"}}" : "{}"
        }
        let sender = try spool.sender()
        for _ in 0..<3 { try spool.settle(.accepted, sender) }
        try spool.settle(.answerLost, sender)
        spool.set("2026-03-10T12:01:00Z")
        try spool.settle(.badGateway, sender)
        spool.set("2026-03-10T12:04:31Z")
        try spool.settle(.badGateway, sender)
        return (spool, sender)
    }

    @Test func `show answers the five questions in its first lines`() throws {
        let (spool, sender) = try example()
        let id = try spool.outbox.resolve("ef8d")
        #expect(id.text == "ef8d7dfd-306e-5284-a00b-40bc156e5c38")
        let due = try #require(try spool.outbox.detail(of: id)?.summary.dueAt)
        let result = try spool.hae("outbox", "show", "ef8d")
        #expect(
            result.output == """
                ef8d7dfd  ready?  automation "My Backend API", run 6a2b0c55 part 4  14 KiB, 210 records
                why       502 Bad Gateway (3rd try, 12:04:31Z); may already have arrived once
                next      retry at \(due.instant.rfc3339.dropFirst(11)); the lane is open, last delivery 11:58:02Z
                you can   hae outbox retry ef8d7dfd --now | hold | cancel --yes

                """)
        #expect(result.errors == "")
        #expect(result.status == 0)
        try sender.close(now: spool.now)
    }

    @Test func `attempts, headers and a curl command follow, with references and without secrets`()
        throws
    {
        let (spool, sender) = try example()
        try sender.close(now: spool.now)
        let result = try spool.hae(
            "outbox", "show", "ef8d7dfd", "--attempts", "--headers", "--curl")
        let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(
            lines.dropFirst(4).joined(separator: "\n") == """

                N  STARTED      TOOK  PHASE     RESULT                           SENT  RETRY-AFTER  FROM
                1  11:58:02Z  0.000s  sent      the answer was lost (curl 52)  14 KiB            -  192.0.2.7
                2  12:01:00Z  0.000s  answered  502 Bad Gateway                14 KiB            -  192.0.2.7
                3  12:04:31Z  0.000s  answered  502 Bad Gateway                14 KiB            -  192.0.2.7
                the last answer began: bad gateway

                POST https://health.example.org/hook?token=${env:HOOK_TOKEN}
                Content-Type: application/json
                automation-name: My Backend API
                Authorization: Bearer ${file:token}   (from the configuration)
                X-Team-Key: (secret)   (from the configuration)

                hae outbox show ef8d7dfd --body=raw | curl --request POST \\
                  --header 'Content-Type: application/json' \\
                  --header 'automation-name: My Backend API' \\
                  --header 'Authorization: Bearer ${file:token}' \\
                  --header 'X-Team-Key: (secret)' \\
                  --data-binary @- \\
                  'https://health.example.org/hook?token=${env:HOOK_TOKEN}'

                """)
        #expect(
            result.errors == "Put the secrets in place of the references before you run it.\n")
        #expect(!result.output.contains("written-out-here"))
        #expect(!result.output.contains("secret-of-the-hook"))
    }

    @Test func `a body is shown indented, or as its bytes and nothing else`() throws {
        let spool = try CommandSpool()
        let id = try spool.enqueue(1)[0]
        let pretty = try spool.hae("outbox", "show", id.text, "--body")
        #expect(
            pretty.output.hasSuffix(
                """

                {
                  "data": {
                    "part": 1
                  }
                }

                """))
        let raw = try spool.hae("outbox", "show", id.text, "--body=raw")
        #expect(raw == Program.Result(output: "{\"data\":{\"part\":1}}", errors: "", status: 0))
    }

    @Test func `a message in a closed lane is told the lane's reason`() throws {
        let spool = try CommandSpool()
        try spool.enqueue(3)
        try spool.send([.unauthorized])
        let result = try spool.hae("outbox", "show", "ef8d")
        #expect(result.status == 1)
        #expect(result.errors == "hae: No message has an id that begins with ef8d.\n")
        let id = try #require(
            try spool.outbox.page(.all, after: nil, limit: 10).messages.last?.id)
        let lines = try spool.hae("outbox", "show", id.text).output.split(separator: "\n")
        #expect(
            lines.dropFirst() == [
                "why       lane held: 401 Unauthorized, 3 messages wait",
                """
                next      one message tries the way at 12:58:02Z, nothing delivered yet; no sender is running: \
                hae send
                """,
                """
                you can   hae outbox release --lane 'My Backend API' | cancel \(id.text.prefix(8)) --yes
                """,
            ])
    }

    @Test func `a message that waits for another one names it`() throws {
        let spool = try CommandSpool()
        let first = try spool.enqueue(1, run: CommandSpool.firstRun)[0]
        try spool.enqueue(4)
        _ = try spool.outbox.change(
            MessageSelection(ids: [first]), .hold(reason: nil, force: false), actor: "test",
            dryRun: false)
        let lines = try spool.hae("outbox", "show", "ef8d").output.split(separator: "\n")
        let short = first.text.prefix(8)
        #expect(
            lines.dropFirst() == [
                "why       after \(short), run 51c0e7aa part 1: held, hold",
                """
                next      its turn comes when that one is settled; the lane is open, nothing delivered yet; \
                no sender is running: hae send
                """, "you can   hae outbox release \(short) | cancel \(short) --yes",
            ])
    }

    @Test func `held, dead and delivered messages say what can still be done`() throws {
        let spool = try CommandSpool(order: "none")
        try spool.enqueue(3)
        try spool.send([.refused, .accepted])
        let all = try spool.outbox.page(.all, after: nil, limit: 10).messages
        let dead = try #require(all.first { $0.state == .dead }?.id.text.prefix(8))
        let waiting = try #require(all.first { $0.state == .ready }?.id)
        _ = try spool.outbox.change(
            MessageSelection(ids: [waiting]), .hold(reason: "endpoint moves", force: false),
            actor: "test", dryRun: false)
        let held = waiting.text.prefix(8)
        let receipt = try #require(
            try spool.outbox.receipts(ReceiptSelection()).receipts.first?.id.text.prefix(8))
        func story(_ id: Substring) throws -> [Substring] {
            Array(
                try spool.hae("outbox", "show", String(id)).output.split(separator: "\n")
                    .dropFirst())
        }
        #expect(
            try story(dead) == [
                "why       refused for good: 422 Unprocessable Content (1st try, 11:58:02Z)",
                "next      nothing; it is kept until somebody decides",
                "you can   hae outbox retry \(dead) | show \(dead) --body | cancel \(dead) --yes",
            ])
        #expect(
            try story(held) == [
                "why       held, by hand: endpoint moves",
                "next      nothing until somebody decides",
                "you can   hae outbox release \(held) | cancel \(held) --yes",
            ])
        #expect(
            try story(receipt) == [
                "why       delivered with 200 at 11:58:02Z (1st try)",
                "next      nothing; only this receipt is left",
                "you can   hae log --run 6a2b0c55",
            ])
    }

    @Test func `an ambiguous prefix and a prefix that is too short are refused`() throws {
        let spool = try CommandSpool()
        try spool.enqueue(1)
        let short = try spool.hae("outbox", "show", "ef8")
        #expect(short.status == 1)
        #expect(
            short.errors
                == "hae: \"ef8\" is not a message id; give at least 4 of its characters.\n")
        let missing = try spool.hae("outbox", "show")
        #expect(missing.status == 64)
        #expect(missing.errors.hasPrefix("Error: Missing expected argument '<id>'"))
    }
}
