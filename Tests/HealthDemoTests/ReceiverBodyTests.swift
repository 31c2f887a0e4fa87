import Foundation
import HealthDemo
import Testing

/// Bodies: what is saved, what is counted, what is found wrong.
@Suite struct ReceiverBodyTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private var plainHeaders: [(String, String)] {
        ReceiverTests.headers.filter { $0.0 != "Content-Digest" && $0.0 != "hae-data-type" }
    }

    @Test func `bodies are saved with their headers, credentials hidden`() async throws {
        var options = ReceiverOptions()
        options.folder = folder.file("into")
        let headers =
            ReceiverTests.headers + [
                ("Authorization", "Bearer abc"), ("x-api-key", "def"), ("note", "a \"b\""),
            ]
        for _ in 0..<2 {
            try await withReceiver(options) { client, _, _ in
                let answer = await client.post(ReceiverTests.body, headers: headers)
                #expect(answer.status == 200)
            }
        }
        // The second receiver goes on counting where the first one stopped.
        let session = ReceiverTests.session
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.file("into")).sorted() == [
                "000001-\(session).headers.json", "000001-\(session).json",
                "000002-\(session).headers.json", "000002-\(session).json",
            ]
        )
        #expect(try folder.bytes("into/000001-\(session).json") == ReceiverTests.body)
        let side = try folder.bytes("into/000001-\(session).headers.json")
        let document = try JSONSerialization.jsonObject(with: Data(side)) as? [String: Any]
        let saved = try #require(document?["headers"] as? [String: String])
        #expect(saved["automation-aggregation"] == "Days")
        #expect(saved["Authorization"] == "(hidden)")
        #expect(saved["x-api-key"] == "(hidden)")
        #expect(saved["Idempotency-Key"] == "\"\(session)\"")
        #expect(saved["note"] == "a \"b\"")
        #expect(document?["path"] as? String == "/health")
    }

    @Test func `a session-id that is no UUID does not get into a file name`() async throws {
        var options = ReceiverOptions()
        options.folder = folder.file("into")
        let headers = plainHeaders.filter { $0.0 != "session-id" } + [("session-id", "../../x")]
        try await withReceiver(options) { client, _, reported in
            _ = await client.post(ReceiverTests.body, headers: headers)
            #expect(reported.all.first?.file == "000001-no-session.json")
        }
    }

    @Test func `a large body streams through and its records are counted`() async throws {
        var text = "{\"data\":{\"metrics\":["
        for metric in 0..<20 {
            let points = (0..<500).map { "{\"date\":\"2026-03-09 00:00:00 +0100\",\"qty\":\($0)}" }
            text +=
                "\(metric > 0 ? "," : ""){\"name\":\"m\(metric)\",\"units\":\"count\",\"data\":["
            text += points.joined(separator: ",") + "]}"
        }
        text += "]}}"
        let body = Array(text.utf8)
        try await withReceiver { client, _, reported in
            _ = await client.post(body, headers: plainHeaders)
            #expect(reported.all.first?.problems == [])
            #expect(reported.all.first?.metrics == 20)
            #expect(reported.all.first?.records == 10_000)
            #expect(reported.all.first?.bytes == body.count)
        }
    }

    @Test(.enabled(if: ExternalProgram.hasPython))
    func `gzip is read, saved plain, and its digest is over what was sent`() async throws {
        let script = """
            import gzip, sys, base64, hashlib
            body = gzip.compress(sys.argv[1].encode())
            open(sys.argv[2], "wb").write(body)
            print(base64.b64encode(hashlib.sha256(body).digest()).decode())
            """
        let (_, output) = ExternalProgram.run(
            script, String(decoding: ReceiverTests.body, as: UTF8.self), folder.file("body.gz")
        )
        let digest = output.trimmingCharacters(in: .whitespacesAndNewlines)
        var options = ReceiverOptions()
        options.folder = folder.file("into")
        let headers =
            plainHeaders + [
                ("Content-Encoding", "gzip"), ("Content-Digest", "sha-256=:\(digest):"),
            ]
        let body = try folder.bytes("body.gz")
        try await withReceiver(options) { client, _, reported in
            _ = await client.post(body, headers: headers)
            _ = await client.post(
                Array(body.dropLast(9)), headers: plainHeaders + [headers[headers.count - 2]])
            #expect(reported.all.map(\.records) == [1, 1])
            #expect(reported.all[0].problems == [])
            #expect(reported.all[1].problems.contains("the gzip body ends too early"))
            let name = try #require(reported.all[0].file)
            #expect(try folder.bytes("into/\(name)") == ReceiverTests.body)
        }
    }

    @Test func `CSV parts are counted by row and checked against their header`() async throws {
        let boundary = "Boundary-\(ReceiverTests.session)"
        func body(_ rows: String) -> [UInt8] {
            let head =
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"HealthData\"; "
                + "filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\n"
            return Array((head + rows + "\r\n--\(boundary)--\r\n").utf8)
        }
        let headers =
            plainHeaders.filter { $0.0 != "Content-Type" } + [
                ("Content-Type", "multipart/form-data; boundary=\(boundary)")
            ]
        try await withReceiver { client, _, reported in
            _ = await client.post(
                body("Date,Note\r\n1,\"a, \"\"b\"\"\r\nc\"\r\n2,x\r\n"), headers: headers
            )
            _ = await client.post(body("Date,Note\r\n1,2\r\n3\r\n"), headers: headers)
            _ = await client.post(
                Array(body("Date\r\n1\r\n").dropLast(boundary.utf8.count + 6)), headers: headers)
            #expect(reported.all.map(\.records) == [2, 2, 1])
            #expect(reported.all[0].problems == [])
            #expect(reported.all[0].dataKey == "HealthData")
            #expect(
                reported.all[1].problems.contains(
                    "line 7 of the CSV has 1 cells, and its header 2"
                )
            )
            #expect(
                reported.all[2].problems.contains("the multipart body has no closing boundary")
            )
        }
    }
}
