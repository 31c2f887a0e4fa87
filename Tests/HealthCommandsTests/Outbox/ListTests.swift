import HealthModel
import HealthOutbox
import Testing

struct ListTests {
    /// One dead, one delivered and two ready messages.
    private func spool() throws -> CommandSpool {
        let spool = try CommandSpool(order: "none")
        try spool.enqueue(4) { "{\"data\":{\"part\":\($0)}}" + String(repeating: " ", count: $0) }
        try spool.send([.refused, .accepted])
        spool.set("2026-03-10T12:03:07Z")
        return spool
    }

    @Test func `list shows what is not finished, oldest first`() throws {
        let spool = try spool()
        let ids = try spool.outbox.page(.all, after: nil, limit: 10).messages.map(\.id.text)
        let result = try spool.hae("outbox", "list")
        #expect(
            result.output == """
                ID        STATE  AUTOMATION      RUN       PART    AGE  SIZE  TRY  NEXT  LAST
                \(ids[0].prefix(8))  dead+  My Backend API  6a2b0c55  1     5m 5s  20 B    1     -  422 Unprocessable Content
                \(ids[1].prefix(8))  ready  My Backend API  6a2b0c55  3     5m 5s  22 B    0   now  -
                \(ids[2].prefix(8))  ready  My Backend API  6a2b0c55  4     5m 5s  23 B    0   now  -

                """)
        #expect(result.errors == "")
        #expect(result.status == 0)
    }

    @Test func `the document has every field of its contract`() throws {
        let spool = try spool()
        let id = try spool.outbox.page(.all, after: nil, limit: 1).messages[0].id.text
        let result = try spool.hae("outbox", "list", "--state", "dead", "--json")
        #expect(
            result.output == """
                {"schema":"hae.outbox.list/1","messages":[{"id":"\(id)","state":"dead",\
                "automation":"My Backend API","run":"6a2b0c55-8f6b-4c0b-9c55-1c7e52e7d0f4","part":"1",\
                "lane":"My Backend API","stream":null,"bytes":20,"records":210,"attempts":1,\
                "created":"2026-03-10T11:58:02Z","next_attempt":null,"expires":null,\
                "maybe_delivered":false,"reason":"422 Unprocessable Content","parent":null,\
                "last":{"at":"2026-03-10T11:58:02Z","status":422,"curl":null,"class":"permanent",\
                "retry_after_s":null,"error":"422 Unprocessable Content"}}],"more":false}

                """)
    }

    @Test func `finished messages are read from their receipts`() throws {
        let spool = try spool()
        let id = try spool.outbox.receipts(ReceiptSelection()).receipts[0].id.text
        let result = try spool.hae("outbox", "list", "--state", "delivered", "--jsonl")
        #expect(
            result.output == """
                {"schema":"hae.outbox.message/1","id":"\(id)","state":"delivered",\
                "automation":"My Backend API","run":"6a2b0c55-8f6b-4c0b-9c55-1c7e52e7d0f4","part":"2",\
                "lane":"My Backend API","stream":null,"bytes":21,"records":210,"attempts":1,\
                "created":"2026-03-10T11:58:02Z","next_attempt":null,"expires":null,\
                "maybe_delivered":false,"reason":null,"parent":null,\
                "last":{"at":"2026-03-10T11:58:02Z","status":200,"curl":null,"class":null,\
                "retry_after_s":null,"error":null}}

                """)
    }

    @Test(arguments: [
        (["--status", "4xx"], ["1"]), (["--status", "422"], ["1"]), (["--status", "503"], []),
        (["--error", "permanent"], ["1"]), (["--error", "lane_auth"], []),
        (["--automation", "My Backend API"], ["1", "3", "4"]), (["--automation", "Other"], []),
        (["--lane", "My Backend API", "--due"], ["3", "4"]),
        (["--older-than", "5m"], ["1", "3", "4"]),
        (["--older-than", "6m"], []), (["--run", "6a2b"], ["1", "3", "4"]),
        (["--state", "ready", "--state", "delivered"], ["2", "3", "4"]),
        (["--sort", "size", "--limit", "2"], ["4", "3"]),
    ])
    func `filters and orders`(arguments: [String], parts: [String]) throws {
        let spool = try spool()
        let result = try Program.run(
            ["outbox", "list"] + arguments + ["--columns", "part"] + spool.place
                + ["--now", spool.now.instant.rfc3339], in: spool.folder)
        #expect(result.output.split(separator: "\n").dropFirst().map(String.init) == parts)
        #expect(result.status == 0)
    }

    @Test func `a limit says that it cut something off`() throws {
        let spool = try spool()
        let result = try spool.hae("outbox", "list", "--limit", "1", "--columns", "part,state")
        #expect(result.output == "PART  STATE\n1     dead+\n")
        #expect(result.errors == "There are more than 1; --limit shows more of them.\n")
        let json = try spool.hae("outbox", "list", "--limit", "1", "--json")
        #expect(json.output.hasSuffix("],\"more\":true}\n"))
    }

    @Test func `ids of one command feed another`() throws {
        let spool = try spool()
        let ids = try spool.hae("outbox", "list", "--state", "ready", "--ids").output
        #expect(ids.split(separator: "\n").count == 2)
        let held = try spool.hae("outbox", "hold", "-", "--reason", "moving", input: ids)
        #expect(
            held == Program.Result(output: "", errors: "hold: 2 matched, 2 changed\n", status: 0))
    }

    @Test(arguments: [
        (["--state", "lost"], "is not a state; there are ready, inflight, held, delivered, dead"),
        (["--status", "7xx"], "is neither an HTTP status such as 503 nor a class such as 4xx."),
        (["--error", "bad"], "is not a class of errors; there are ok, duplicate, temporary"),
        (["--sort", "colour"], "is no order; there are age, size, try, next, state"),
        (["--columns", "id,colour"], "\"colour\" is not a column; there are id, state"),
        (["--older-than", "long"], "is not a duration such as 90s, 2h or 3d."),
        (["--json", "--ids"], "--json, --jsonl, --ids and --columns exclude each other."),
        (
            ["--state", "delivered", "--due"],
            "--due and --error mean nothing for finished messages"
        ),
        (["--limit", "0"], "--limit: give a number from 1 on."),
    ])
    func `a wrong argument is named, with what is allowed`(
        arguments: [String], sentence: String
    ) throws {
        let spool = try CommandSpool()
        let result = try Program.run(
            ["outbox", "list"] + arguments + spool.place, in: spool.folder)
        #expect(result.errors.contains(sentence), "\(result.errors)")
        #expect(result.status == 64)
    }

    @Test func `an empty list is done, and no spool is not`() throws {
        let spool = try CommandSpool()
        #expect(
            try spool.hae("outbox", "list")
                == Program.Result(output: "", errors: "No message fits.\n", status: 0))
        let nowhere = try Program.run(
            ["outbox", "list", "--spool", spool.folder + "/none"], in: spool.folder)
        #expect(nowhere.status == 69)
        #expect(nowhere.output == "")
        #expect(nowhere.errors.hasPrefix("hae: \(spool.folder)/none: there is no outbox here yet."))
    }
}
