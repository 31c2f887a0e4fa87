import Foundation
import GRDB
import HealthModel
import Testing

@testable import HealthOutbox

/// Files of older programs.
struct SchemaTests {
    /// What the first version did not have.
    private func makeOld(_ spool: TestSpool) throws {
        try spool.outbox.ledger.write(.full) { db in
            try db.execute(sql: "ALTER TABLE run DROP COLUMN no_encoding")
            try db.execute(sql: "PRAGMA user_version = 1")
        }
        try spool.outbox.close()
    }

    @Test func `an outbox of the first version is brought up to date with all that is in it`()
        throws
    {
        let spool = try TestSpool()
        let ids = try spool.enqueue(2)
        try makeOld(spool)
        try spool.reopen()
        let version = try spool.outbox.ledger.read {
            try Int.fetchOne($0, sql: "PRAGMA user_version")
        }
        #expect(version == Int(Schema.version))
        #expect(try spool.outbox.runs(RunSelection()).map(\.run.noEncoding) == [false])
        let sender = try spool.sender()
        #expect(
            try sender.claim(limit: 1, lanes: nil, now: spool.clock.now).map(\.id) == [ids[0]])
    }

    @Test func `an outbox of the first version can be looked at without being changed`() throws {
        let spool = try TestSpool()
        try spool.enqueue(2)
        try makeOld(spool)
        let reader = try spool.beside(.readOnly)
        #expect(try reader.runs(RunSelection()).count == 1)
        #expect(try reader.page(.all, after: nil, limit: 9).messages.count == 2)
        let version = try reader.ledger.read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
        #expect(version == 1)
        try reader.close()
    }

    @Test func `a file without tables is no outbox yet, and does not keep anybody from making it`()
        throws
    {
        let spool = try TestSpool()
        let young = spool.path + "/young"
        let files = FileManager.default
        try files.createDirectory(
            atPath: young, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        #expect(
            files.createFile(
                atPath: young + "/outbox.db", contents: nil,
                attributes: [.posixPermissions: 0o600]))
        let error = #expect(throws: OutboxError.self) {
            try TestSpool.open(young, .readOnly, .small, spool.clock)
        }
        #expect(error?.kind == .noSpool)
        let made = try TestSpool.open(young, .create, .small, spool.clock)
        let reader = try TestSpool.open(young, .readOnly, .small, spool.clock)
        #expect(try reader.page(.all, after: nil, limit: 9).messages.isEmpty)
        try reader.close()
        try made.close()
    }
}
