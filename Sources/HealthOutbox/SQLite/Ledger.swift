internal import CSQLiteShim
internal import GRDB
internal import Synchronization

/// The connections to `outbox.db`, with the rules of section 16 of the outbox reference obeyed.
///
/// One writer connection, whose `synchronous` is set per transaction, and a few readers. No connection checkpoints by
/// itself; see ``checkpoint()``.
final class Ledger: Sendable {
    enum Durability: Sendable {
        /// On stable storage when the commit returns.
        case full
        /// Survives a kill; a power cut may take it back. Claims only.
        case normal
    }

    private let database: any DatabaseWriter
    let path: String
    /// Of the file that was opened; another one at its path means that ours was set aside.
    private let inode: UInt64
    /// The size of the log's file that a checkpoint left to be written over.
    private let keptBytes = Mutex<Int64>(0)
    private let logPages = LogPages()
    /// What `synchronous` of the writer's connection is.
    private let current = Mutex<Durability?>(nil)

    /// Seconds for which others may keep the database locked. SQLite's waiting is not fair: beside some that commit in a
    /// loop, five are not enough on a busy machine.
    static let patienceSeconds = 30

    /// Opens the database, and makes its tables when the file is empty.
    ///
    /// - Throws: ``OutboxError``, in particular for a file of a newer version, which is left as it is.
    init(
        path: String, readOnly: Bool, readersMax: Int = 4,
        trace: (@Sendable (String) -> Void)? = nil
    ) throws {
        self.path = path
        var configuration = Configuration()
        configuration.label = "outbox"
        configuration.busyMode = .timeout(Double(Self.patienceSeconds))
        configuration.readonly = readOnly
        configuration.maximumReaderCount = readersMax
        configuration.prepareDatabase { [logPages] db in
            try Self.prepare(db)
            if let connection = unsafe db.sqliteConnection { unsafe logPages.count(connection) }
            if let trace { db.trace { if case .statement(let text) = $0 { trace(text.sql) } } }
        }
        do {
            if readOnly {
                database = try DatabaseQueue(path: path, configuration: configuration)
                try Self.checkTables(database, path: path)
            } else {
                database = try DatabasePool(path: path, configuration: configuration)
                try Self.setUp(database)
            }
            inode = try Posix.status(path).inode
        } catch {
            throw DatabaseErrors.translate(error, path: path)
        }
    }

    private static func prepare(_ db: Database) throws {
        guard let connection = unsafe db.sqliteConnection,
            unsafe hae_sqlite_no_checkpoint_on_close(connection) == 0
        else {
            throw OutboxError(.io, "SQLite refused to give up checkpoints on close.")
        }
        try checkIdentity(db)
        if !db.configuration.readonly {
            // Both before the first table; without effect on a database that has one.
            try db.execute(sql: "PRAGMA page_size = 4096")
            try db.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
            try db.execute(sql: "PRAGMA journal_size_limit = \(64 << 20)")
            try db.execute(sql: "PRAGMA secure_delete = ON")
        }
        try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
        try db.execute(sql: "PRAGMA mmap_size = 0")
    }

    /// Refuses what is not an outbox, or one of another version, before anything is written.
    private static func checkIdentity(_ db: Database) throws {
        let application = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let version = try Int32.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        if application == 0, version == 0 {
            let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
            if tables == 0 { return }
        }
        guard application == Schema.applicationID else {
            throw OutboxError(
                .notAnOutbox,
                "outbox.db is a database of another program; name another folder with spool: or --spool."
            )
        }
        guard version <= Schema.version else {
            throw OutboxError(
                .otherVersion,
                "outbox.db was written by a newer hae (schema \(version); this one knows up to "
                    + "\(Schema.version)). Nothing was changed; use the newer program.")
        }
        guard version == Schema.version else {
            throw OutboxError(
                .otherVersion,
                "outbox.db was written by a development version of hae (schema \(version); this one knows "
                    + "\(Schema.version)). Nothing was changed; send what waits with the program that wrote it, "
                    + "then name another folder with spool: or --spool.")
        }
    }

    /// Beside the very first command that writes, the file may be there before its tables are.
    private static func checkTables(_ database: any DatabaseWriter, path: String) throws {
        let version = try database.read { try Int32.fetchOne($0, sql: "PRAGMA user_version") }
        guard version == 0 else { return }
        throw OutboxError(
            .noSpool, "\(path): there is no outbox here yet; another process is just making it.")
    }

    private static func setUp(_ database: any DatabaseWriter) throws {
        try database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2 else {
                throw OutboxError(
                    .io, "SQLite does not sync its commits (PRAGMA synchronous is not FULL).")
            }
            try db.inTransaction(.immediate) {
                try Schema.bringUp(db)
                return .commit
            }
        }
    }

    /// Runs `body` in one transaction that holds the write lock from its beginning.
    ///
    /// - Throws: ``OutboxError``; nothing of the transaction remains then, but for an error of the commit itself, after
    ///   which it may or may not be there.
    func write<Value>(
        _ durability: Durability, _ body: (Database) throws -> Value
    ) throws -> Value {
        do {
            return try database.writeWithoutTransaction { db in
                try set(durability, db)
                var value: Value?
                do {
                    try db.inTransaction(.immediate) {
                        try checkPlace()
                        value = try body(db)
                        return .commit
                    }
                } catch let error as DatabaseError
                    where error.extendedResultCode == .SQLITE_IOERR_WRITE
                {
                    // Quotas and limits on files look like a broken disk to SQLite.
                    if let connection = unsafe db.sqliteConnection {
                        let code = unsafe hae_sqlite_system_errno(connection)
                        let failure = Posix.Failure(code: code, call: "write", path: path)
                        if failure.isFull { throw failure }
                    }
                    throw error
                }
                guard let value else {
                    throw OutboxError(.misuse, "A transaction ended without a value.")
                }
                return value
            }
        } catch {
            throw DatabaseErrors.translate(error, path: path)
        }
    }

    /// Sets what the next commit waits for, where that is not what the last one did.
    private func set(_ durability: Durability, _ db: Database) throws {
        try current.withLock { current in
            guard current != durability else { return }
            current = nil
            try db.execute(
                sql: durability == .full
                    ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL")
            current = durability
        }
    }

    /// Refuses to write to a file that another process has set aside as damaged: what is written there is lost.
    ///
    /// With the write lock held, for which the one that sets it aside waits after the move.
    func checkPlace() throws {
        if try Posix.statusIfThere(path)?.inode == inode { return }
        throw OutboxError(
            .damaged,
            "\(path): the outbox was damaged, and another process has set it aside meanwhile; nothing was "
                + "written to it. Start again to go on with the new one.")
    }

    /// Runs `body` on one snapshot; keep it short, since a long read starves checkpoints.
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        do {
            return try database.read(body)
        } catch {
            throw DatabaseErrors.translate(error, path: path)
        }
    }

    /// Writes the log back into the database. Only for a holder of the sender's lock.
    ///
    /// Both modes take the writer's lock, so that nobody writes meanwhile: SQLite below 3.51.3 can corrupt a database in
    /// which two connections write and checkpoint at one moment.
    ///
    /// - Parameter truncates: Whether to give the log's file back to the volume. To write over it costs half of what a growing
    ///   file costs at each sync.
    /// - Returns: Whether the log is empty now; readers may have kept it.
    func checkpoint(truncates: Bool) throws -> Bool {
        do {
            return try database.writeWithoutTransaction { db in
                // A slow reader must not make the writers wait.
                try db.execute(sql: "PRAGMA busy_timeout = 50")
                defer {
                    try? db.execute(sql: "PRAGMA busy_timeout = \(Self.patienceSeconds * 1000)")
                }
                try set(.full, db)
                // A file longer than the limit is cut to it when the log begins anew.
                let mode = truncates ? "TRUNCATE" : "RESTART"
                let row = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(\(mode))")
                let busy: Int = row?[0] ?? 1
                if busy == 0 {
                    keptBytes.withLock { $0 = walFileBytes }
                    logPages.forget()
                }
                return busy == 0
            }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            return false
        } catch {
            throw DatabaseErrors.translate(error, path: path)
        }
    }

    /// Gives unused pages at the end of the file back to the volume, a bounded number of them, when there are many.
    func shrink() throws {
        let unused = try read { db in
            (
                try Int.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0,
                try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            )
        }
        guard unused.0 > Self.unusedPagesKept, unused.0 > unused.1 / 4 else { return }
        try write(.normal) { db in
            try db.execute(sql: "PRAGMA incremental_vacuum(\(Self.unusedPagesKept))")
        }
    }

    /// 8 MiB.
    private static let unusedPagesKept = 1024

    /// Ends a read that takes long; it throws.
    func interrupt() {
        database.interrupt()
    }

    /// What the log holds.
    var walBytes: Int64 {
        let size = walFileBytes
        // Where the file has not grown, the last commit knows how much of it is in use.
        return size > keptBytes.withLock({ $0 })
            ? size : min(size, Int64(logPages.last) * Self.frameBytes)
    }

    /// The size of the log's file, whatever is in it.
    var walFileBytes: Int64 {
        (try? Posix.statusIfThere(path + "-wal"))??.size ?? 0
    }

    private static let frameBytes: Int64 = 4096 + 24

    func close() throws {
        do {
            try database.close()
        } catch {
            throw DatabaseErrors.translate(error, path: path)
        }
    }
}
