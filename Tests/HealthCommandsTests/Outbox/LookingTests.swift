import Foundation
import HealthModel
import HealthOutbox
import Testing

struct LookingTests {
    @Test func `status shows lanes, then the spool`() throws {
        let spool = try CommandSpool()
        try spool.enqueue(3)
        try spool.send([.accepted, .unauthorized])
        spool.set("2026-03-10T12:00:02Z")
        let free = try #require(try spool.outbox.stats().bytesFree)
        let table = try spool.hae("outbox", "status").output.split(separator: "\n")
        #expect(
            table.prefix(2) == [
                """
                LANE            STATE  READY  DEFERRED  INFLIGHT  HELD  DEAD  CORRUPT  BYTES  OLDEST    NEXT  BREAKER  \
                LAST-OK    LAST-ERROR
                """,
                """
                My Backend API  held       2         0         0     0     0        0   38 B   2m 0s  58m 0s  closed   \
                11:58:02Z  401 Unauthorized
                """,
            ])
        #expect(table.last?.hasPrefix("spool: 38 B of 10 GiB, ") == true)
        #expect(table.last?.hasSuffix(" free on the disk; no sender is running") == true)
        let json = try spool.hae("outbox", "status", "--json").output
        #expect(
            json.hasPrefix(
                """
                {"schema":"hae.outbox.status/1","lanes":[{"lane":"My Backend API","state":"held",\
                "reason":"401 Unauthorized","resume":"2026-03-10T12:58:02Z","counts":{"ready":2,"deferred":0,\
                "inflight":0,"held":0,"dead":0,"corrupt":0},"bytes":38,"oldest_s":120,\
                "next_attempt":"2026-03-10T12:58:02Z","breaker":"closed","concurrency":1,\
                "last_ok":"2026-03-10T11:58:02Z","last_error":"401 Unauthorized","discarded":{}}],\
                "spool":{"bytes":38,"limit":10737418240,"free":
                """.trimmingCharacters(in: .newlines)))
        #expect(
            json.hasSuffix(
                "\"messages\":2,\"last_exit\":\"clean\",\"sender\":{\"running\":false,\"pid\":null,\"since\":null}}}\n"
            ))
        #expect(free > 0)
    }

    @Test func `shape counts messages by age`() throws {
        let spool = try CommandSpool()
        try spool.enqueue(2, run: CommandSpool.firstRun)
        spool.set("2026-03-10T12:07:00Z")
        try spool.enqueue(1)
        let result = try spool.hae("outbox", "shape")
        #expect(
            result.output == """
                LANE            TOTAL  5m  10m  20m  40m  80m  160m  320m  640m  1280m  older
                My Backend API      3   1    2    0    0    0     0     0     0      0      0

                """)
        let json = try spool.hae("outbox", "shape", "--by", "error", "--json")
        #expect(
            json.output == """
                {"schema":"hae.outbox.shape/1","by":"error","minutes":[5,10,20,40,80,160,320,640,1280],\
                "rows":[{"name":"not tried yet","total":3,"counts":[1,2,0,0,0,0,0,0,0,0]}]}

                """)
    }

    @Test func `receipts are proofs with a digest`() throws {
        let spool = try CommandSpool()
        let id = try spool.enqueue(1)[0]
        try spool.send([.accepted])
        spool.set("2026-03-10T13:00:00Z")
        let receipt = try #require(try spool.outbox.receipt(of: id))
        let digest = receipt.bodyDigest.map { String(format: "%02x", $0) }.joined()
        #expect(
            try spool.hae("outbox", "receipts").output == """
                ID        AUTOMATION      RUN       PART  OUTCOME    AT                    TRIES  BYTES  DUP?  DIGEST
                \(id.text.prefix(8))  My Backend API  6a2b0c55  1     delivered  2026-03-10T11:58:02Z      \(receipt.attempts)   19 B  no    \(digest.prefix(12))

                """)
        #expect(
            try spool.hae("outbox", "receipts", "--since", "2h", "--jsonl").output == """
                {"schema":"hae.outbox.receipt/1","id":"\(id.text)","automation":"My Backend API",\
                "run":"6a2b0c55-8f6b-4c0b-9c55-1c7e52e7d0f4","part":"1","lane":"My Backend API",\
                "outcome":"delivered","at":"2026-03-10T11:58:02Z","created":"2026-03-10T11:58:02Z",\
                "attempts":\(receipt.attempts),"maybe_duplicate":false,"bytes":19,"records":210,\
                "sha256":"\(digest)","status":200,"reason":null}

                """)
        let recent = try spool.hae("outbox", "receipts", "--since", "1h", "--json")
        #expect(
            recent.output
                == "{\"schema\":\"hae.outbox.receipts/1\",\"receipts\":[],\"more\":false}\n")
    }

    @Test func `export writes whole requests with references`() throws {
        let spool = try CommandSpool()
        let ids = try spool.enqueue(2)
        let result = try spool.hae("outbox", "export", ids[0].text, ids[1].text)
        let head = """
            POST https://health.example.org/hook?token=${env:HOOK_TOKEN} HTTP/1.1\r
            Content-Type: application/json\r
            automation-name: My Backend API\r
            Authorization: Bearer ${file:token}\r
            X-Team-Key: (secret)\r
            Content-Length: 19\r
            \r

            """
        #expect(
            result.output
                == head + "{\"data\":{\"part\":1}}\r\n" + head + "{\"data\":{\"part\":2}}")
        #expect(result.status == 0)
        try spool.send([.accepted])
        let gone = try spool.hae("outbox", "export", ids[0].text)
        #expect(gone.output == "")
        #expect(gone.errors == "\(ids[0].text.prefix(8)): its body is gone, or it never was\n")
        #expect(gone.status == 1)
    }

    @Test func `verify finds a body that is not what was enqueued`() throws {
        let spool = try CommandSpool()
        try spool.enqueue(1) { _ in String(repeating: "a", count: 200_000) }
        #expect(
            try spool.hae("outbox", "verify", "--deep").output
                == "1 message, 1 bodies (1 in files) checked, every byte of them: all is well\n")
        let blobs = spool.folder + "/spool/blobs"
        let file = try #require(
            try FileManager.default.subpathsOfDirectory(atPath: blobs).first { $0.count > 40 })
        try FileManager.default.removeItem(atPath: blobs + "/" + file)
        try Data(repeating: UInt8(ascii: "b"), count: 200_000).write(
            to: URL(fileURLWithPath: blobs + "/" + file))
        let found = try spool.hae("outbox", "verify", "--deep", "--json")
        let id = try #require(
            try spool.outbox.page(.all, after: nil, limit: 1).messages.first?.id.text)
        #expect(
            found.output == """
                {"schema":"hae.outbox.verify/1","checked":{"messages":1,"bodies":1,"blobs":1},"deep":true,\
                "problems":[{"id":"\(id)","kind":"digest","repaired":false,\
                "text":"The stored body is not what was enqueued."}]}

                """)
        #expect(found.status == 65)
        let repaired = try spool.hae("outbox", "verify", "--deep", "--repair")
        #expect(repaired.status == 65)
        let list = try spool.hae("outbox", "list", "--columns", "state")
        #expect(list.output == "STATE\ncorrupt#\n")
    }
}
