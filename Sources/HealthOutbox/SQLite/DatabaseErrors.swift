internal import GRDB

/// Turns SQLite's errors into the outbox's, by what people have to do about them.
enum DatabaseErrors {
    static func translate(_ error: any Error, path: String) -> any Error {
        if let failure = error as? Posix.Failure { return PosixErrors.translate(failure) }
        if error is RowDecodingError {
            return OutboxError(
                .damaged,
                "\(path): a row of the outbox has a value of an impossible type. Run hae outbox verify --repair."
            )
        }
        guard let error = error as? DatabaseError else { return error }
        let message = error.message ?? "unknown error"
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return OutboxError(
                .busy,
                "\(path): others kept the outbox locked for \(Ledger.patienceSeconds) s; try again."
            )
        case .SQLITE_FULL:
            return OutboxError(
                .noSpace,
                "\(path): the volume is full. Make room; what was queued before is safe and is still sent."
            )
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            return damage(message, path: path)
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
            return OutboxError(
                .readOnly,
                "\(path): the outbox cannot be written (\(message)); look at its permissions.")
        case .SQLITE_CANTOPEN:
            return OutboxError(
                .noSpool,
                "\(path): the outbox cannot be opened; is there a spool, and may you read it?")
        case .SQLITE_IOERR:
            return OutboxError(
                .io,
                "\(path): \(message) (\(error.extendedResultCode.rawValue)). What was being written may or may not "
                    + "be there; look at the disk, then start again.")
        default:
            // What none of our statements can meet in the tables that they were written for.
            guard Schema.isIntact(at: path) else { return damage(message, path: path) }
            return OutboxError(.io, "\(path): \(message) (\(error.resultCode.rawValue)).")
        }
    }

    private static func damage(_ message: String, path: String) -> OutboxError {
        OutboxError(
            .damaged,
            "\(path): the outbox is damaged (\(message)). Stop all hae processes and run "
                + "hae outbox verify --repair.")
    }
}
