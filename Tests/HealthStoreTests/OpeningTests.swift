import Foundation
import GRDB
import HealthModel
@testable import HealthStore
import Testing

@Suite struct OpeningTests {
    @Test func `a new store belongs to its owner alone`() throws {
        let spool = try TestSpool()
        let store = try spool.open()
        try store.importArchive([TestRow(1)])
        #expect(try Self.permissions(spool.path) == 0o700)
        for file in ["health.db", "health.db-wal", "health.db-shm", "import.lock"] {
            #expect(try Self.permissions(spool.path + "/" + file) == 0o600, "\(file)")
        }
    }

    @Test func `every connection commits synchronously and leaves checkpoints to the importer`()
        throws
    {
        let spool = try TestSpool()
        let store = try spool.open()
        let writer = try StoreConnection.writer(store.path)
        try writer.queue.unsafeRead { database in
            let synchronous = try Int.fetchOne(database, sql: "PRAGMA synchronous")
            let checkpoint = try Int.fetchOne(database, sql: "PRAGMA wal_autocheckpoint")
            let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode")
            #expect((synchronous, checkpoint, mode) == (2, 0, "wal"))
        }
        try writer.queue.writeWithoutTransaction { try $0.execute(sql: "CREATE TABLE other(a)") }
        try writer.queue.close()
        // The log is still there: closing has not put it back into the database.
        let size = try FileManager.default.attributesOfItem(atPath: store.path + "-wal")[.size]
        #expect((size as? Int ?? 0) > 0)
    }

    @Test func `a store keeps its random id, and another has another`() throws {
        let (spool, other) = (try TestSpool(), try TestSpool())
        let id = try spool.open().storeID
        #expect(id.count == 32)
        #expect(try spool.open().storeID == id)
        #expect(try HealthStore.open(spool: spool.path, readOnly: true).storeID == id)
        #expect(try other.open().storeID != id)
    }

    @Test func `a spool whose parent is missing ends with 69`() throws {
        let spool = try TestSpool()
        let error = #expect(throws: StoreError.self) {
            try HealthStore.open(spool: spool.path + "/a/b")
        }
        #expect(error?.exitStatus == .noSpool)
    }

    @Test func `reading makes no spool and no store`() throws {
        let spool = try TestSpool()
        var error = #expect(throws: StoreError.self) {
            try HealthStore.open(spool: spool.path, readOnly: true)
        }
        #expect(error?.exitStatus == .noSpool)
        try FileManager.default.createDirectory(
            atPath: spool.path, withIntermediateDirectories: false)
        error = #expect(throws: StoreError.self) {
            try HealthStore.open(spool: spool.path, readOnly: true)
        }
        #expect(
            error?.description
                == "There is no health data at \(spool.path)/health.db yet. "
                + "Import an archive first: hae import export.zip.")
        #expect(try FileManager.default.contentsOfDirectory(atPath: spool.path).isEmpty)
    }

    @Test func `a store of a newer program ends with 78 and is not touched`() throws {
        let spool = try TestSpool()
        let path = try spool.open().path
        try StoreConnection.writer(path).queue.writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA user_version = 99")
        }
        for readOnly in [false, true] {
            let error = #expect(throws: StoreError.self) {
                try HealthStore.open(spool: spool.path, readOnly: readOnly)
            }
            #expect(error?.exitStatus == .configuration)
        }
    }

    @Test(arguments: [
        "not a database, but long enough to be looked at by SQLite as one, that is, with a whole header: "
            + String(repeating: "x", count: 100)
    ]) func `another program's file ends with 65`(content: String) throws {
        let spool = try TestSpool()
        try FileManager.default.createDirectory(
            atPath: spool.path, withIntermediateDirectories: false)
        try content.write(toFile: spool.path + "/health.db", atomically: true, encoding: .utf8)
        let error = #expect(throws: StoreError.self) { try spool.open() }
        #expect(error?.exitStatus == .badData)
        #expect(
            try String(contentsOfFile: spool.path + "/health.db", encoding: .utf8) == content)
    }

    @Test func `a database of another program ends with 65`() throws {
        let spool = try TestSpool()
        try FileManager.default.createDirectory(
            atPath: spool.path, withIntermediateDirectories: false)
        try DatabaseQueue(path: spool.path + "/health.db").write {
            try $0.execute(sql: "CREATE TABLE theirs(a)")
        }
        let error = #expect(throws: StoreError.self) { try spool.open() }
        #expect(error?.exitStatus == .badData)
    }

    @Test func `opening does not wait for an import that runs`() throws {
        let spool = try TestSpool()
        let store = try spool.open()
        let session = try store.beginImport(.archive())
        try session.add(SampleBatch([TestRow(1)]))
        let other = try spool.open()
        #expect(try other.newestGeneration == 0)
        #expect(try session.commit().generation == 1)
        #expect(try other.newestGeneration == 1)
    }

    private static func permissions(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
}
