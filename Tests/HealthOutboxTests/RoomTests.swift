import Foundation
import GRDB
import HealthModel
import Testing

@testable import HealthOutbox

/// Quota, free space, permissions, versions: section 7 and 12, and steps 1 and 2 of section 6.
struct RoomTests {
    private func refused(_ spool: TestSpool, _ message: () throws -> NewMessage) throws
        -> OutboxError?
    {
        let run = try spool.run()
        let before = try spool.outbox.stats()
        let error = #expect(throws: OutboxError.self) {
            try spool.outbox.enqueue(
                [message()],
                advancing: Progress(
                    run: run.id, cursor: [9], nextPart: 2,
                    advances: [.init(stream: "steps", enqueuedThrough: [1])], ending: .complete))
        }
        // All or nothing: neither the message nor the progress.
        #expect(try spool.outbox.stats().lanes == before.lanes)
        #expect(try spool.outbox.checkpoints(of: TestSpool.automation) == [:])
        #expect(try spool.outbox.unfinishedRun(of: TestSpool.automation)?.cursor == nil)
        return error
    }

    @Test func `an enqueue over the byte quota is refused before it writes`() throws {
        var limits = OutboxLimits.small
        limits.bytesMax = 10
        let spool = try TestSpool(limits: limits)
        let error = try refused(spool) { try spool.message("1", "twelve bytes") }
        #expect(error?.isFull == true)
        #expect(error?.exitStatus == .queued)
    }

    @Test func `an enqueue over the count of messages is refused`() throws {
        var limits = OutboxLimits.small
        limits.messagesMax = 2
        let spool = try TestSpool(limits: limits)
        try spool.enqueue(2)
        #expect(try refused(spool) { try spool.message("1") }?.isFull == true)
    }

    @Test func `a lane has a quota of its own`() throws {
        let spool = try TestSpool()
        spool.outbox.configure([.test(lane: "narrow", bytesMax: 5)])
        #expect(try refused(spool) { try spool.message("1", "more than five") }?.isFull == true)
        try spool.enqueue(1, automation: TestSpool.other)
    }

    @Test func `free space has to remain`() throws {
        var limits = OutboxLimits.small
        limits.freeBytesMin = .max / 4
        let spool = try TestSpool(limits: limits)
        #expect(try refused(spool) { try spool.message("1") }?.isFull == true)
    }

    @Test func `a message over the limit of one is refused with its part`() throws {
        var limits = OutboxLimits.small
        limits.messageBytesMax = 4
        let spool = try TestSpool(limits: limits)
        let error = try refused(spool) { try spool.message("1", "12345") }
        #expect(error?.exitStatus == .failed)
        #expect(error?.description.contains("Part 1") == true)
    }

    @Test func `delivery makes room again`() throws {
        var limits = OutboxLimits.small
        limits.bytesMax = 8
        let spool = try TestSpool(limits: limits)
        try spool.enqueue(1)
        #expect(throws: OutboxError.self) { try spool.enqueue(1) }
        let sender = try spool.sender()
        let claim = try #require(try sender.claim(limit: 1, lanes: nil, now: spool.clock.now).first)
        _ = try sender.settle([Outcome(claim, .ok)], now: spool.clock.now)
        try spool.enqueue(1)
    }

    @Test func `a lowered quota does not keep the outbox from opening and sending`() throws {
        let spool = try TestSpool()
        try spool.enqueue(3)
        spool.limits.bytesMax = 1
        try spool.reopen()
        let sender = try spool.sender()
        #expect(try sender.claim(limit: 1, lanes: nil, now: spool.clock.now).count == 1)
    }

    @Test func `the spool and its files are private`() throws {
        let spool = try TestSpool()
        try spool.enqueue(1)
        func mode(_ name: String) throws -> UInt32 {
            try Posix.status(spool.path + name).mode & 0o777
        }
        #expect(try mode("") == 0o700)
        for file in ["/outbox.db", "/outbox.db-wal", "/outbox.db-shm"] {
            #expect(try mode(file) == 0o600, "\(file)")
        }
        for folder in ["/blobs", "/tmp", "/quarantine"] {
            #expect(try mode(folder) == 0o700, "\(folder)")
        }
    }

    @Test func `a link in the place of the spool is refused`() throws {
        let spool = try TestSpool()
        let link = spool.path + "-link"
        try FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: spool.path)
        defer { try? FileManager.default.removeItem(atPath: link) }
        let error = #expect(throws: OutboxError.self) {
            try SQLiteOutbox.open(spool: link, access: .create)
        }
        #expect(error?.exitStatus == .permission)
    }

    @Test func `without a spool, reading says so`() throws {
        for access in [SQLiteOutbox.Access.readOnly, .readWrite] {
            let error = #expect(throws: OutboxError.self) {
                try SQLiteOutbox.open(spool: "/nonexistent/spool", access: access)
            }
            #expect(error?.exitStatus == .noSpool)
        }
    }

    @Test(arguments: [(99, "newer"), (1, "development version")])
    func `an outbox of another version is left as it is`(version: Int, word: String) throws {
        let spool = try TestSpool()
        try spool.outbox.ledger.write(.full) {
            try $0.execute(sql: "PRAGMA user_version = \(version)")
        }
        let error = #expect(throws: OutboxError.self) { try spool.beside() }
        #expect(error?.exitStatus == .configuration)
        #expect(error?.description.contains(word) == true)
    }

    @Test func `a reader looks without writing`() throws {
        let spool = try TestSpool()
        let ids = try spool.enqueue(2)
        let reader = try spool.beside(.readOnly)
        #expect(try reader.page(.all, after: nil, limit: 10).messages.map(\.id) == ids)
        #expect(throws: OutboxError.self) {
            try reader.change(.all, .hold(reason: nil, force: false), actor: "t", dryRun: false)
        }
        try reader.close()
    }

    @Test func `commits are synced and no connection checkpoints by itself`() throws {
        let spool = try TestSpool()
        let names = [
            "synchronous", "wal_autocheckpoint", "page_size", "secure_delete", "foreign_keys",
            "auto_vacuum",
        ]
        let values = try spool.outbox.ledger.write(.full) { db in
            try names.map { try Int.fetchOne(db, sql: "PRAGMA \($0)") ?? -1 }
        }
        #expect(values == [2, 0, 4096, 1, 1, 2])
        try spool.enqueue(1)
        try spool.outbox.close()
        #expect(try Posix.status(spool.path + "/outbox.db-wal").size > 0)
    }
}
