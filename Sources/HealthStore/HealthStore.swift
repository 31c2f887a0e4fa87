internal import GRDB
public import HealthPlugin

/// The local store of health data, `health.db` in the spool.
///
/// Everything that was ever imported, each row with the import that brought it and the one with which it left, so that
/// a reader can ask for the store as it was after any import, and for what is new since. The file can be
/// deleted and made again by importing again.
///
/// One process imports at a time (`import.lock`); any number read beside it. Calls block on the disk: not for
/// the cooperative pool.
public final class HealthStore: Sendable {
    /// The folder that the store is in.
    public let spool: String
    /// The path of the database.
    public let path: String
    /// Random, made with the file: a checkpoint that bears another belongs to another store.
    public let storeID: String

    /// Absent when the store was opened for reading only.
    let writer: StoreConnection?

    private init(spool: String, path: String, writer: StoreConnection?) throws {
        (self.spool, self.path, self.writer) = (spool, path, writer)
        let connection = try writer ?? StoreConnection.reader(path)
        storeID = try StoreError.mapping(path) {
            try connection.queue.unsafeRead { database in
                try String.fetchOne(
                    database, sql: "SELECT value FROM meta WHERE key = 'store_id'") ?? ""
            }
        }
    }

    /// Opens the store of a spool.
    ///
    /// For writing, the folder (0700; its parent has to be there) and the file (0600) are made where they are
    /// missing, and what an import left that did not come to its end is swept away.
    ///
    /// - Parameter readOnly: writes nothing at all; the store has to be there.
    /// - Throws: ``StoreError``: no spool or no store (69), written by a newer hae, or a network file system (78),
    ///   not a store or damaged (65), no permission (77).
    public static func open(spool: String, readOnly: Bool = false) throws -> HealthStore {
        let path = spool + "/health.db"
        if readOnly {
            try SpoolFiles.check(spool: spool, file: path)
            return try HealthStore(spool: spool, path: path, writer: nil)
        }
        try SpoolFiles.prepare(spool: spool, file: path)
        let store = try HealthStore(spool: spool, path: path, writer: .writer(path))
        try store.sweep()
        return store
    }

    /// The newest import that readers see; 0 for an empty store.
    public var newestGeneration: Int64 {
        get throws { try reader().generation }
    }

    /// The store as it stands, or as it stood after an import; each reader has a connection of its own.
    ///
    /// - Throws: ``StoreError``, also when there is no such import.
    public func reader(at generation: Int64? = nil) throws -> any StoreReader {
        try StoreSnapshot(StoreConnection.reader(path), at: generation)
    }

    /// The store as it stands, for those who keep a copy of it.
    public func changeReader() throws -> any ChangeReader {
        try StoreSnapshot(StoreConnection.reader(path), at: nil)
    }

    /// Begins an import. It has to be ended with ``ImportSession/commit()`` or ``ImportSession/abort()``.
    ///
    /// - Parameter patience: how long to wait for another import to end.
    /// - Throws: ``StoreError``; exit code 75 when another import is running still.
    public func beginImport(
        _ request: ImportRequest, patience: Duration = .zero
    ) throws -> ImportSession {
        guard let writer else { throw StoreError(.permission(path: path)) }
        let lock = try ImportLock.take(spool: spool, patience: patience)
        return try ImportSession(request, connection: writer, lock: lock)
    }

    private func sweep() throws {
        guard let writer, let lock = try ImportLock(spool: spool) else { return }
        try StoreError.mapping(path) {
            try writer.queue.writeWithoutTransaction { database in
                if try Sweeper(in: database).sweep() { _ = try database.checkpoint(.truncate) }
            }
        }
        _ = consume lock
    }
}
