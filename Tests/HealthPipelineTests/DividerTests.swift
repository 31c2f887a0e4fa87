import Foundation
import HealthModel
import HealthTesting
import Testing

@testable import HealthOutbox
@testable import HealthPipeline

/// Bodies are cut at records, and every piece is a complete body with headers of its own.
@Suite struct DividerTests {
    private let folder: TestFolder
    private let outbox: SQLiteOutbox

    init() throws {
        folder = try TestFolder()
        outbox = try SQLiteOutbox.open(spool: folder.path + "/spool", access: .create)
    }

    private static let names = ["3.1", "3.2"].map {
        PieceName(
            id: DerivedID.request(
                automation: "63C89245-980E-5515-8F96-49BC63FE9DE6", run: run, part: $0), part: $0)
    }
    private static let run = Identifier.random()
    private static let oldID = "43703ED0-5CA9-576A-96DD-A92A1800F358"

    private func message(
        _ bytes: [UInt8], records: Int, contentType: String = "application/json",
        encoding: String? = nil, batch: String = "3/12"
    ) -> MessageContent {
        MessageContent(
            id: Self.run, automation: "A", automationName: "A", run: Self.run, part: "3",
            headers: [
                HeaderField("Content-Type", contentType), HeaderField("session-id", Self.oldID),
                HeaderField("Idempotency-Key", "\"\(Self.oldID)\""),
                HeaderField("Content-Digest", "sha-256=:old:"), HeaderField("hae-batch", batch),
                HeaderField("hae-run-id", "R"),
            ], contentType: contentType, contentEncoding: encoding, records: records,
            bodyLength: Int64(bytes.count), from: nil, to: nil)
    }

    private func divide(_ message: MessageContent, _ body: [UInt8]) throws -> [Piece]? {
        let pieces = try BodyDivider().divide(
            message, body: BytesBody(body), names: (Self.names[0], Self.names[1]),
            stage: { try outbox.stage() })
        return pieces.map { [$0.0, $0.1] }
    }

    /// The bytes of a piece, by way of the outbox.
    private func stored(_ pieces: [Piece]) throws -> [[UInt8]] {
        let run = try outbox.openRun(
            NewRun(
                automation: "A", automationName: "A", kind: .manual, storeID: "s", generation: 1,
                configDigest: []))
        let messages = pieces.enumerated().map { index, piece in
            NewMessage(
                part: "\(index + 1)", headers: [], contentType: piece.contentType,
                body: piece.body, records: piece.records)
        }
        let ids = try outbox.enqueue(messages, advancing: Progress(run: run.id, nextPart: 9)).ids
        return try ids.map { try bytes(try #require(try outbox.storedBody(of: $0))) }
    }

    @Test(arguments: [true, false])
    func `points of metrics are halved, and name and units repeated`(isCompressed: Bool) throws {
        let points = (0..<7).map(point)
        let plain = metricsBody([
            ("step_count", Array(points[..<2])), ("heart_rate", Array(points[2...])),
        ])
        let body = isCompressed ? try gzipped(plain) : plain
        let message = message(body, records: 7, encoding: isCompressed ? "gzip" : nil)
        let pieces = try #require(try divide(message, body))
        var parts = try stored(pieces)
        #expect(
            pieces.map(\.contentEncoding) == [message.contentEncoding, message.contentEncoding])
        if isCompressed { parts = try parts.map(gunzipped) }
        #expect(
            parts == [
                metricsBody([("step_count", Array(points[..<2])), ("heart_rate", [points[2]])]),
                metricsBody([("heart_rate", Array(points[3...]))]),
            ])
        #expect(pieces.map(\.records) == [3, 4])
    }

    @Test func `a cut between two metrics leaves no empty group`() throws {
        let points = (0..<4).map(point)
        let body = metricsBody([("a", Array(points[..<2])), ("b", Array(points[2...]))])
        let pieces = try #require(try divide(message(body, records: 4), body))
        #expect(
            try stored(pieces) == [
                metricsBody([("a", Array(points[..<2]))]),
                metricsBody([("b", Array(points[2...]))]),
            ])
    }

    @Test(arguments: [
        ["{\"id\":1}", "{\"id\":2}", "{\"id\":3}"],
        ["{\"name\":\"x\",\"units\":\"y\"}", "{\"name\":\"x\",\"units\":\"y\",\"more\":[1]}"],
        ["{\"id\":\"]\",\"route\":[{\"lat\":1},{\"lat\":2}]}", "{}"],
    ])
    func `records of other types are cut between two of them`(records: [String]) throws {
        let body = Array("{\"data\":{\"workouts\":[\(records.joined(separator: ","))]}}".utf8)
        let pieces = try #require(try divide(message(body, records: records.count), body))
        let half = records.count / 2
        let expected = [records[..<half], records[half...]].map {
            Array("{\"data\":{\"workouts\":[\($0.joined(separator: ","))]}}".utf8)
        }
        #expect(try stored(pieces) == expected)
    }

    @Test func `rows of CSV are cut between two of them, each piece with frame and header row`()
        throws
    {
        func frame(_ id: String, _ rows: String) -> [UInt8] {
            Array(
                """
                --Boundary-\(id)\r
                Content-Disposition: form-data; name="metrics"; filename="HealthMetrics-2026-03-09.csv"\r
                Content-Type: text/csv\r
                \r
                Date/Time,"Steps, all (count)"
                \(rows)\r
                --Boundary-\(id)--\r

                """.utf8)
        }
        let rows = (0..<5).map { "2026-03-0\($0 + 1),\"a \"\"quoted\"\"\nline, \($0)\"\n" }
        let body = frame(Self.oldID, rows.joined())
        let type = "multipart/form-data; boundary=Boundary-"
        let pieces = try #require(
            try divide(message(body, records: 5, contentType: type + Self.oldID), body))
        let ids = Self.names.map(\.id.wireText)
        #expect(
            try stored(pieces) == [
                frame(ids[0], rows[..<2].joined()), frame(ids[1], rows[2...].joined()),
            ])
        #expect(pieces.map(\.contentType) == ids.map { type + $0 })
        #expect(pieces.map { $0.headers[0].value } == pieces.map(\.contentType))
    }

    @Test func `a piece has the headers of its own message`() throws {
        let body = metricsBody([("a", (0..<2).map(point))])
        let pieces = try #require(try divide(message(body, records: 2), body))
        for (piece, name) in zip(pieces, Self.names) {
            let id = name.id.wireText
            #expect(
                piece.headers.map(\.value) == [
                    "application/json", id, "\"\(id)\"",
                    "sha-256=:\(Data(piece.body.digest).base64EncodedString()):",
                    "\(name.part)/12", "R",
                ])
        }
        let unfinished = try #require(
            try divide(message(body, records: 2, batch: "3"), body)?.first)
        #expect(unfinished.headers[4].value == "3.1")
    }

    @Test(arguments: [
        "", "{", "{\"data\":{}}", "[1,2]", "{\"data\":{\"metrics\":[{\"id\":1}]}}",
        "{\"data\":{\"metrics\":[{\"id\":1},{\"id\":2}]}", "{\"data\":{\"metrics\":{\"a\":[1,2]}}}",
    ])
    func `what is not one of our bodies with two records is not cut`(text: String) throws {
        let body = Array(text.utf8)
        #expect(try divide(message(body, records: 2), body) == nil)
        #expect(try divide(message(body, records: 2, encoding: "gzip"), body) == nil)
        #expect(try divide(message(body, records: 2, contentType: "text/plain"), body) == nil)
    }

    @Test func `without compression the whole body is there, under a new id`() throws {
        let plain = metricsBody([("a", (0..<3).map(point))])
        let body = try gzipped(plain)
        let made = try BodyDivider().rewrite(
            message(body, records: 3, encoding: "gzip"), body: BytesBody(body),
            name: Self.names[0], stage: { try outbox.stage() })
        let piece = try #require(made)
        #expect(piece.contentEncoding == nil && piece.records == 3)
        #expect(try stored([piece]) == [plain])
        #expect(piece.headers[1].value == Self.names[0].id.wireText)
    }

    @Test(arguments: [1, 2, 3])
    func `any body cut until nothing is left to cut has all records once, in order`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        let groups = (0..<Int.random(in: 1...4, using: &random)).map { group in
            let count = Int.random(in: 1...9, using: &random)
            return (name: "m\(group)", points: (0..<count).map { point(group * 10 + $0) })
        }
        let all = groups.flatMap { group in group.points.map { group.name + $0 } }
        var waiting = [(bytes: metricsBody(groups), records: all.count)]
        var found: [String] = []
        while let next = waiting.popLast() {
            guard next.records > 1 else {
                found += try Self.records(of: next.bytes)
                continue
            }
            let pieces = try #require(
                try divide(message(next.bytes, records: next.records), next.bytes))
            let parts = try stored(pieces)
            waiting += zip(parts, pieces.map(\.records)).reversed().map { ($0, $1) }
        }
        #expect(found == all)
    }

    /// Name and text of each point, read by another parser; keys come back in a fixed order.
    private static func records(of bytes: [UInt8]) throws -> [String] {
        let text = String(decoding: bytes, as: UTF8.self)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        let data = try #require(object["data"] as? [String: [[String: Any]]])
        return try (data["metrics"] ?? []).flatMap { group -> [String] in
            let name = try #require(group["name"] as? String)
            let points = try #require(group["data"] as? [[String: Any]])
            return points.map { fields in
                let number = fields["qty"] as? Int ?? -1
                #expect(text.contains(point(number)))
                return name + point(number)
            }
        }
    }
}
