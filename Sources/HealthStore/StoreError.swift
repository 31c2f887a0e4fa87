public import HealthModel

/// Why the local store could not do what was asked.
///
/// After any of these the store is as it was before the call; an import that ends with one is taken back.
public struct StoreError: StatusError, Equatable {
    /// What happened, for callers that decide by it.
    enum Reason: Equatable {
        case noSpool(path: String)
        case noStore(path: String)
        case busy(lock: String)
        case newerSchema(path: String, found: Int, known: Int)
        case foreignFile(path: String)
        case damaged(path: String)
        case networkFileSystem(path: String)
        case notDurable(path: String)
        case full(path: String)
        case permission(path: String)
        case storage(path: String, code: Int32)
        case system(path: String, code: Int32)
        case unknownGeneration(Int64, newest: Int64)
        case tooManyNames(table: String)
        case finished
    }

    let reason: Reason

    init(_ reason: Reason) {
        self.reason = reason
    }

    public var exitStatus: ExitStatus {
        switch reason {
        case .noSpool, .noStore: .noSpool
        case .busy: .queued
        case .newerSchema, .networkFileSystem, .notDurable: .configuration
        case .foreignFile, .damaged, .tooManyNames: .badData
        case .full, .storage, .system: .io
        case .permission: .permission
        case .unknownGeneration: .usage
        case .finished: .failed
        }
    }

    public var description: String {
        switch reason {
        case .noSpool(let path):
            "There is no spool folder at \(path). Make it, or name another one with --spool."
        case .noStore(let path):
            "There is no health data at \(path) yet. Import an archive first: hae import export.zip."
        case .busy(let lock):
            "Another import is running (it holds \(lock)). Try again when it has ended."
        case .newerSchema(let path, let found, let known):
            """
            \(path) was written by a newer version of hae (format \(found), this one knows \(known)). \
            Use that version, or delete the file and import the archives again.
            """
        case .foreignFile(let path):
            "\(path) is not a store of hae. Move it away, or name another spool with --spool."
        case .damaged(let path):
            """
            \(path) is damaged. Check the disk, then delete the file and import the archives again; \
            the outbox is not touched by that.
            """
        case .networkFileSystem(let path):
            "\(path) lies on a network file system, where locks cannot be trusted. Use a local disk for the spool."
        case .notDurable(let path):
            "SQLite does not accept synchronous commits for \(path). Nothing was written."
        case .full(let path):
            "The disk is full: \(path) could not be written. Make room and import again."
        case .permission(let path):
            "No permission for \(path). Run hae as the owner of the spool, or correct its permissions."
        case .storage(let path, let code):
            "Reading or writing \(path) failed (SQLite code \(code)). Check the disk and the system's log, then try again."
        case .system(let path, let code):
            "\(path) could not be opened (system error \(code)). Check the disk and the path, then try again."
        case .unknownGeneration(let asked, let newest):
            "The store has no import number \(asked); the newest is \(newest)."
        case .tooManyNames(let table):
            "The store cannot hold more than 2147483647 different entries in its table \(table)."
        case .finished:
            "This import has already ended."
        }
    }
}
