/// The exit codes of the program; help texts and other programs rely on them.
public enum ExitStatus: Int32, Sendable, CaseIterable {
    case done = 0
    case failed = 1
    /// Done with part refused, for example records set aside.
    case partRefused = 2
    case usage = 64
    case badData = 65
    case noSpool = 69
    case io = 74
    /// Something is still queued, or somebody else holds a lock.
    case queued = 75
    case permission = 77
    case configuration = 78
}

/// An error that knows with which status the program ends because of it.
///
/// Its description is one or more complete sentences for people: what happened, where, what to do.
public protocol StatusError: Error, CustomStringConvertible, Sendable {
    var exitStatus: ExitStatus { get }
}
