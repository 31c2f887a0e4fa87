import Foundation
import GRDB
import HealthModel
import Testing

@testable import HealthOutbox

/// Damaged bodies and a damaged ledger: set aside, never sent, and nobody else is stopped (I4, I12).
struct DamageTests {
    /// Flips one bit in the middle of a file.
    static func flip(_ path: String, at position: Int? = nil) throws {
        var data = try Data(contentsOf: URL(fileURLWithPath: path))
        data[position ?? data.count / 2] ^= 0x10
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.write(contentsOf: data)
        try file.close()
    }

    struct Renderer: BodyRenderer {
        let bytes: [UInt8]

        func render(
            _ message: MessageContent, name: PieceName, stage: () throws -> any BodyWriter
        ) throws -> Piece? {
            let writer = try stage()
            try writer.append(bytes)
            return Piece(
                headers: message.headers, contentType: message.contentType,
                body: try writer.finish(), records: message.records)
        }
    }

    static let large = String(repeating: "z", count: 150_000)

    private func enqueueLargeAndSmall(_ spool: TestSpool) throws -> [Identifier] {
        let run = try spool.run()
        let messages = [try spool.message("1", Self.large), try spool.message("2", "small")]
        return try spool.outbox.enqueue(
            messages, advancing: Progress(run: run.id, nextPart: 3, ending: .complete)
        ).ids
    }

    private func blobPath(_ spool: TestSpool, _ id: Identifier) throws -> String {
        let digest = try #require(try spool.outbox.detail(of: id)).bodyDigest
        return SpoolFolder(path: spool.path).blob(digest)
    }

    @Test func `a damaged body is set aside and the rest of its run goes on`() throws {
        let spool = try TestSpool()
        let ids = try enqueueLargeAndSmall(spool)
        try Self.flip(blobPath(spool, ids[0]))
        spool.outbox.configure([.test()])
        let sender = try spool.sender()
        var delivered: [Identifier] = []
        while let claim = try sender.claim(limit: 1, lanes: nil, now: spool.clock.now).first {
            do {
                _ = try sender.body(of: claim)
                _ = try sender.settle([Outcome(claim, .ok)], now: spool.clock.now)
                delivered.append(claim.id)
            } catch let error as OutboxError where error.isBodyMismatch {
                let verdict = Verdict(fate: .corrupt, phase: .started, summary: "damaged")
                let settled = try sender.settle([Outcome(claim, verdict)], now: spool.clock.now)
                #expect(settled.map(\.state) == [.corrupt])
            }
        }
        #expect(delivered == [ids[1]])
        let folder = spool.path + "/quarantine/" + ids[0].text
        #expect(FileManager.default.fileExists(atPath: folder + "/body"))
        #expect(FileManager.default.fileExists(atPath: folder + "/reason.json"))
        #expect(try spool.outbox.detail(of: ids[0])?.hasBody == false)
        #expect(try spool.outbox.attempts(of: ids[0]).first?.bytesSent == 0)
        #expect(try spool.outbox.stats().bytes == 0)
    }

    @Test func `verify finds what is damaged or missing, deep or not`() throws {
        let spool = try TestSpool()
        let ids = try enqueueLargeAndSmall(spool)
        try Self.flip(blobPath(spool, ids[0]))
        #expect(try spool.outbox.verify(VerifyOptions()).problems == [])
        let deep = try spool.outbox.verify(VerifyOptions(deep: true))
        #expect(deep.problems.map(\.id) == [ids[0]])
        #expect(deep.problems.map(\.kind) == [.digest])
        try FileManager.default.removeItem(atPath: blobPath(spool, ids[0]))
        #expect(try spool.outbox.verify(VerifyOptions()).problems.map(\.kind) == [.missing])
        #expect(try spool.state(ids[0]) == .ready, "a look changes nothing")
    }

    @Test func `a repair that renders the same bytes mends the message`() throws {
        let spool = try TestSpool()
        let ids = try enqueueLargeAndSmall(spool)
        try Self.flip(blobPath(spool, ids[0]))
        let renderer = Renderer(bytes: Array(Self.large.utf8))
        let report = try spool.outbox.verify(
            VerifyOptions(deep: true, repair: true, renderer: renderer))
        #expect(report.problems.map(\.repaired) == [true])
        #expect(try spool.state(ids[0]) == .ready)
        #expect(try spool.outbox.verify(VerifyOptions(deep: true)).problems == [])
        #expect(!FileManager.default.fileExists(atPath: spool.path + "/quarantine/" + ids[0].text))
    }

    @Test func `a repair that renders other bytes replaces the message`() throws {
        let spool = try TestSpool()
        let ids = try enqueueLargeAndSmall(spool)
        try FileManager.default.removeItem(atPath: blobPath(spool, ids[0]))
        let report = try spool.outbox.verify(
            VerifyOptions(deep: true, repair: true, renderer: Renderer(bytes: [1, 2, 3])))
        #expect(report.problems.map(\.repaired) == [true])
        #expect(try spool.outbox.receipt(of: ids[0])?.outcome == .replaced)
        let page = try spool.outbox.page(.all, after: nil, limit: 10)
        #expect(page.messages.map(\.part) == ["1.1", "2"])
        #expect(page.messages[0].parent == ids[0])
        #expect(try spool.outbox.runs(RunSelection()).first?.run.requests == 2)
    }

    @Test func `without anybody to render again a damaged message waits to be cancelled`() throws {
        let spool = try TestSpool()
        let ids = try enqueueLargeAndSmall(spool)
        try Self.flip(blobPath(spool, ids[0]))
        let report = try spool.outbox.verify(VerifyOptions(deep: true, repair: true))
        #expect(report.problems.map(\.repaired) == [false])
        #expect(try spool.state(ids[0]) == .corrupt)
        _ = try spool.outbox.change(
            MessageSelection(ids: ids), .cancel(reason: nil, force: false), actor: "t",
            dryRun: false)
        #expect(try spool.outbox.receipt(of: ids[0])?.outcome == .cancelled)
        #expect(try spool.outbox.stats().messages == 0)
    }

    @Test func `a wrong counter is found and mended`() throws {
        let spool = try TestSpool()
        try spool.enqueue(2)
        try spool.outbox.ledger.write(.full) { db in
            try db.execute(sql: "UPDATE lane SET live_bytes = 99999")
        }
        #expect(try spool.outbox.verify(VerifyOptions()).problems.map(\.kind) == [.counter])
        _ = try spool.outbox.verify(VerifyOptions(repair: true))
        #expect(try spool.outbox.verify(VerifyOptions()).problems == [])
    }

    @Test func `a ledger that cannot be opened is set aside, and the next start works`() throws {
        let spool = try TestSpool()
        try spool.enqueue(3)
        try spool.outbox.ledger.checkpointForTests()
        try spool.outbox.close()
        // The kind of the first page: SQLite cannot make sense of the file any more.
        try Self.flip(spool.path + "/outbox.db", at: 100)
        let error = #expect(throws: OutboxError.self) { try spool.reopen() }
        #expect(error?.exitStatus == .badData)
        #expect(error?.description.contains("is set aside in") == true)
        try spool.reopen()
        let names = try FileManager.default.contentsOfDirectory(atPath: spool.path + "/quarantine")
        #expect(names.contains { $0.hasPrefix("outbox-") })
        try spool.enqueue(1, prefix: "new")
        #expect(try spool.sender().claim(limit: 1, lanes: nil, now: spool.clock.now).count == 1)
    }

    @Test func `what can be read of a damaged ledger is in the new one`() throws {
        let spool = try TestSpool()
        let ids = try spool.enqueue(3)
        do {
            let sender = try spool.sender()
            let claim = try #require(
                try sender.claim(limit: 1, lanes: nil, now: spool.clock.now).first)
            _ = try sender.settle([Outcome(claim, .ok)], now: spool.clock.now)
        }
        let page = try #require(
            try spool.outbox.ledger.read { db in
                try Int.fetchOne(
                    db, sql: "SELECT rootpage FROM sqlite_schema WHERE name = 'message_state'")
            })
        try spool.outbox.ledger.checkpointForTests()
        try spool.outbox.close()
        try Self.flip(spool.path + "/outbox.db", at: (page - 1) * 8192)
        try spool.reopen()
        let error = #expect(throws: OutboxError.self) { try spool.sender() }
        #expect(error?.exitStatus == .badData)
        #expect(
            error?.description.contains("3 messages, 1 receipts") == true,
            "\(error?.description ?? "")")
        try spool.reopen()
        let sender = try spool.sender()
        #expect(try spool.outbox.verify(VerifyOptions(deep: true)).problems == [])
        var sent: [Identifier] = []
        while let claim = try sender.claim(limit: 1, lanes: nil, now: spool.clock.now).first {
            _ = try sender.body(of: claim)
            _ = try sender.settle([Outcome(claim, .ok)], now: spool.clock.now)
            sent.append(claim.id)
        }
        #expect(sent == Array(ids.dropFirst()))
    }

    /// T7: no crash, and no wrong byte goes out.
    @Test func `flipped bits anywhere never send a wrong body`() throws {
        let isLong = ProcessInfo.processInfo.environment["HAE_LONG"] == "1"
        let seed = UInt64.random(in: 0...999_999)
        var random = SeededRandom(seed: seed)
        for round in 1...(isLong ? 400 : 25) {
            let spool = try TestSpool(inMemory: true)
            let ids = try enqueueLargeAndSmall(spool) + spool.enqueue(3)
            var expected: [Identifier: [UInt8]] = [:]
            for id in ids {
                expected[id] = try #require(try spool.outbox.storedBody(of: id)).allBytes()
            }
            let blob = try blobPath(spool, ids[0])
            if Bool.random(using: &random) { _ = try spool.outbox.ledger.checkpoint() }
            try spool.outbox.close()
            let files = [spool.path + "/outbox.db", spool.path + "/outbox.db-wal", blob]
            let file = files[Int.random(in: 0..<3, using: &random)]
            let size = Int(try Posix.status(file).size)
            for _ in 0...Int.random(in: 0..<4, using: &random) where size > 0 {
                try Self.flip(file, at: Int.random(in: 0..<size, using: &random))
            }
            do {
                try spool.reopen()
                spool.outbox.configure([.test(order: .none)])
                let sender = try spool.sender()
                for _ in 1...20 {
                    for claim in try sender.claim(limit: 8, lanes: nil, now: spool.clock.now) {
                        let body = try? sender.body(of: claim).allBytes()
                        if let body {
                            #expect(body == expected[claim.id], "seed \(seed), round \(round)")
                        }
                        let bad = Verdict(fate: .corrupt, phase: .started, summary: "damaged")
                        _ = try sender.settle(
                            [Outcome(claim, body == nil ? bad : .ok)], now: spool.clock.now)
                    }
                }
                _ = try spool.outbox.verify(VerifyOptions(deep: true, repair: true))
            } catch let error as OutboxError {
                // Said, not crashed; the next start sets the ledger aside if it has to.
                #expect(error.exitStatus != .done, "seed \(seed), round \(round): \(error)")
            }
        }
    }
}

extension Ledger {
    /// Brings everything into the file itself.
    func checkpointForTests() throws {
        #expect(try checkpoint())
    }
}

extension BodySource {
    func allBytes() throws -> [UInt8] { try bytes(self) }
}
