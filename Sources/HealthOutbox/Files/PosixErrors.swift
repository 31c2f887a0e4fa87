/// Turns refusals of the system into the outbox's errors.
enum PosixErrors {
    static func translate(_ failure: Posix.Failure) -> OutboxError {
        if failure.isFull {
            return OutboxError(
                .noSpace,
                "\(failure.text). Make room on the volume; nothing that was queued is lost.")
        }
        if failure.isDenied {
            return OutboxError(
                .notPrivate, "\(failure.text). hae needs to own its spool and everything in it.")
        }
        return OutboxError(.io, "\(failure.text). Look at the disk and the system's log.")
    }

    static func translated<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let failure as Posix.Failure {
            throw translate(failure)
        }
    }
}
