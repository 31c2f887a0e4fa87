internal import GRDB
public import HealthModel

/// One import into the store: takes what a reader reads, and makes it visible at once at the end.
///
/// Everything is written under a generation that no reader sees. ``commit()`` makes it visible in one small
/// transaction; ``abort()``, an error or the end of the process leave it invisible, to be swept away. Memory does not
/// grow with the input. Used by one thread at a time, which is blocked while the disk works; after an error
/// nothing but ``abort()`` is of use.
public final class ImportSession: ImportSink {
    /// Rows between two commits, which bound what a transaction holds.
    var rowsPerCommit = 200_000
    /// Bytes of documents between two commits.
    static let bytesPerCommit = 16 << 20
    /// The write-ahead log begins anew after so many commits, which bounds its size.
    static let commitsPerCheckpoint = 8

    /// The number of this import.
    public let generation: Int64
    /// When the archive was made. Known before the first batch, as rows that had left come back only for an archive
    /// that no other is newer than.
    public private(set) var exportDate: Instant? {
        didSet { applyExportDate() }
    }
    /// The digest of the input, to know the same file again; to be set before ``commit()``.
    public var digest: [UInt8]?

    let request: ImportRequest
    private let connection: StoreConnection
    private let copier: LogCopier
    private let newestBefore: Int64?
    private var lock: ImportLock?
    private var stage: ImportStage?
    private var rows = 0
    private var bytes = 0
    private var commits = 0
    private var isOpen = false

    init(_ request: ImportRequest, connection: StoreConnection, lock: consuming ImportLock) throws {
        (self.request, self.connection) = (request, connection)
        copier = LogCopier(path: connection.path)
        let begun = try StoreError.mapping(connection.path) {
            try connection.queue.writeWithoutTransaction { database in
                _ = try Sweeper(in: database).sweep()
                let begun = try ImportStage.begin(request, in: database)
                try Self.setDurability(.normal, in: database)
                return begun
            }
        }
        (generation, newestBefore, stage) = (begun.generation, begun.newestBefore, begun.stage)
        self.lock = consume lock
        applyExportDate()
    }

    deinit {
        copier.close()
        if isOpen { rollBack() }
    }

    public func begin(exportDate: Instant) throws {
        self.exportDate = exportDate
    }

    public func add(_ batch: SampleBatch) throws {
        try work { _, stage in
            try stage.merger.merge(batch)
            rows += batch.rows.count
        }
    }

    public func add(_ document: Document) throws {
        try work { _, stage in
            try stage.documents.add(document)
            rows += 1
            bytes += document.body.count + document.series.reduce(0) { $0 + $1.bytes.count }
        }
    }

    public func add(_ reject: Reject) throws {
        try work { _, stage in
            try stage.rejects.add(reject)
            rows += 1
            bytes += reject.raw.count
        }
    }

    /// Makes the import visible and lets the lock go.
    ///
    /// - Returns: What the import did.
    /// - Throws: ``StoreError``; then nothing of the import is visible.
    public func commit() throws -> ImportReport {
        guard stage != nil else { throw StoreError(.finished) }
        let isSnapshot = self.isSnapshot && stage?.merger.hasLostTrack == false
        if isSnapshot {
            try work { database, stage in
                try stage.markGone(generation, in: database)
            }
        }
        let report = try work { database, stage in
            try stage.merger.flush()
            try finishTransaction(database)
            try Self.setDurability(.full, in: database)
            return try stage.report(generation, isSnapshot: isSnapshot)
        }
        try work { database, stage in
            try stage.publish(report, exportDate, digest, in: database)
            try finishTransaction(database)
            checkpoint(database, .truncate)
        }
        copier.close()
        stage = nil
        lock = nil
        return report
    }

    /// Takes the import back and lets the lock go. What cannot be taken back now is swept by the next import.
    public func abort() {
        guard stage != nil else { return }
        copier.close()
        rollBack()
        stage = nil
        connection.queue.writeWithoutTransaction { database in
            // A full disk is the likely reason to be here: then the next import sweeps.
            _ = try? Sweeper(in: database).sweep()
            try? Self.setDurability(.full, in: database)
        }
        lock = nil
    }

    /// Whether the archive is newer than all before, so that what it lacks has left the phone.
    private var isSnapshot: Bool {
        guard request.kind == .archive, !request.addOnly, let exportDate else { return false }
        return newestBefore.map { $0 < exportDate.seconds } ?? true
    }

    private func applyExportDate() {
        let isCurrent =
            exportDate.map { date in newestBefore.map { $0 <= date.seconds } ?? true } ?? false
        stage?.merger.isCurrent = isCurrent && request.kind == .archive
        stage?.documents.replaces = isCurrent || request.kind == .payload
    }

    /// Runs `body` in the open transaction, and commits now and then.
    private func work<Result>(_ body: (Database, ImportStage) throws -> Result) throws -> Result {
        guard let stage else { throw StoreError(.finished) }
        return try StoreError.mapping(connection.path) {
            try connection.queue.writeWithoutTransaction { database in
                if !isOpen {
                    try database.beginTransaction(.immediate)
                    isOpen = true
                }
                let result = try body(database, stage)
                if isOpen, rows >= rowsPerCommit || bytes >= Self.bytesPerCommit {
                    try stage.merger.flush()
                    try finishTransaction(database)
                    commits += 1
                    if commits % Self.commitsPerCheckpoint == 0 {
                        checkpoint(database, .restart)
                    } else {
                        copier.start()
                    }
                }
                return result
            }
        }
    }

    private func finishTransaction(_ database: Database) throws {
        try database.commit()
        isOpen = false
        (rows, bytes) = (0, 0)
    }

    private func rollBack() {
        guard isOpen else { return }
        isOpen = false
        connection.queue.writeWithoutTransaction { database in
            // SQLite may have rolled back by itself; then there is nothing to do.
            try? database.rollback()
        }
    }

    /// Puts the write-ahead log back into the database. Where readers are in the way it is done another time: they are
    /// not kept waiting, and neither is the import.
    private func checkpoint(_ database: Database, _ mode: Database.CheckpointMode) {
        copier.wait()
        try? database.execute(sql: "PRAGMA busy_timeout = 50")
        _ = try? database.checkpoint(mode)
        try? database.execute(
            sql: "PRAGMA busy_timeout = \(StoreConnection.patienceSeconds * 1000)")
    }

    private enum Durability: String {
        /// A commit waits for the disk.
        case full = "FULL"
        /// It need not: a power cut may take rows that nobody sees yet, and the log keeps the order of commits.
        case normal = "NORMAL"
    }

    private static func setDurability(_ durability: Durability, in database: Database) throws {
        try database.execute(sql: "PRAGMA synchronous = \(durability.rawValue)")
    }
}
