internal import CSQLiteShim
internal import GRDB

/// One connection to `health.db`, with the settings that every connection needs.
///
/// GRDB's own WAL set-up is not used: it writes a table at every opening and lowers `synchronous`.
struct StoreConnection: Sendable {
    /// Page cache in KiB: an import keeps the tail of its B-trees in it, a reader only its path.
    private static let writerCacheKiB = 12_288
    private static let readerCacheKiB = 2_048
    /// How long a connection waits for another's lock.
    static let patienceSeconds = 5

    let path: String
    let queue: DatabaseQueue

    /// Opens for writing; makes the tables in a new file.
    static func writer(_ path: String) throws -> StoreConnection {
        try StoreError.mapping(path) {
            var configuration = shared(cacheKiB: writerCacheKiB, label: "hae.store.writer")
            // An import's transaction spans many calls.
            configuration.allowsUnsafeTransactions = true
            configuration.prepareDatabase { database in
                try database.execute(
                    sql: """
                        PRAGMA page_size = 8192;
                        PRAGMA journal_mode = WAL;
                        PRAGMA synchronous = FULL;
                        """)
            }
            let connection = StoreConnection(
                path: path, queue: try DatabaseQueue(path: path, configuration: configuration))
            try connection.queue.writeWithoutTransaction { database in
                try connection.checkDurability(database)
                try connection.createOrCheck(database)
            }
            return connection
        }
    }

    /// Opens an existing store for reading.
    static func reader(_ path: String) throws -> StoreConnection {
        try StoreError.mapping(path) {
            var configuration = shared(cacheKiB: readerCacheKiB, label: "hae.store.reader")
            configuration.readonly = true
            let connection = StoreConnection(
                path: path, queue: try DatabaseQueue(path: path, configuration: configuration))
            try connection.queue.unsafeRead { try connection.check($0) }
            return connection
        }
    }

    private static func shared(cacheKiB: Int, label: String) -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(Double(patienceSeconds))
        configuration.label = label
        configuration.foreignKeysEnabled = false
        configuration.prepareDatabase { database in
            let code = unsafe hae_sqlite_no_checkpoint_on_close(database.sqliteConnection)
            guard code == 0 else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
            try database.execute(
                sql: "PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -\(cacheKiB);")
        }
        return configuration
    }

    /// 2 is FULL: a checkpoint of the outbox must never stand before samples that a power cut took back.
    private func checkDurability(_ database: Database) throws {
        guard try Int.fetchOne(database, sql: "PRAGMA synchronous") == 2,
            try String.fetchOne(database, sql: "PRAGMA journal_mode") == "wal"
        else { throw StoreError(.notDurable(path: path)) }
    }

    /// An existing store is only read here: another process may be importing into it.
    private func createOrCheck(_ database: Database) throws {
        if try isEmpty(database) {
            try database.inTransaction(.immediate) {
                // Another process may have been faster.
                if try isEmpty(database) {
                    try StoreSchema.create(in: database, storeID: Self.newStoreID())
                }
                return .commit
            }
        }
        try check(database)
    }

    private func isEmpty(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0
    }

    private func check(_ database: Database) throws {
        let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        if application == 0, version == 0, try isEmpty(database) {
            throw StoreError(.noStore(path: path))
        }
        guard application == StoreSchema.applicationID else {
            throw StoreError(.foreignFile(path: path))
        }
        guard version <= StoreSchema.version else {
            throw StoreError(
                .newerSchema(path: path, found: version, known: StoreSchema.version))
        }
    }

    /// 32 hexadecimal digits; a store that was made again has another, so that old checkpoints do not fit it.
    private static func newStoreID() -> String {
        (0..<4).map { _ in
            let digits = String(UInt32.random(in: .min ... .max), radix: 16)
            return String(repeating: "0", count: 8 - digits.utf8.count) + digits
        }.joined()
    }
}

extension StoreError {
    /// Runs `body` and turns SQLite's errors into ours.
    static func mapping<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        }
    }

    init(_ error: DatabaseError, path: String) {
        switch error.resultCode.primaryResultCode {
        case .SQLITE_FULL: self.init(.full(path: path))
        case .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH: self.init(.permission(path: path))
        case .SQLITE_NOTADB: self.init(.foreignFile(path: path))
        case .SQLITE_CORRUPT: self.init(.damaged(path: path))
        case .SQLITE_BUSY, .SQLITE_LOCKED: self.init(.busy(lock: path))
        default: self.init(.storage(path: path, code: error.extendedResultCode.rawValue))
        }
    }
}
