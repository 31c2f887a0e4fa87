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
}

extension Ledger {
    /// Brings everything into the file itself.
    func checkpointForTests() throws {
        #expect(try checkpoint(truncates: true))
    }
}

extension BodySource {
    func allBytes() throws -> [UInt8] { try bytes(self) }
}
