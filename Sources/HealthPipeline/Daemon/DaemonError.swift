public import HealthModel

/// Why the daemon cannot begin, or cannot go on.
public struct DaemonError: StatusError, Equatable {
    private enum Reason: Equatable {
        case spoolGone(String)
        case spoolReplaced(String)
    }

    private let reason: Reason

    static func spoolGone(_ path: String) -> DaemonError { DaemonError(reason: .spoolGone(path)) }

    static func spoolReplaced(_ path: String) -> DaemonError {
        DaemonError(reason: .spoolReplaced(path))
    }

    public var exitStatus: ExitStatus { .noSpool }

    public var description: String {
        switch reason {
        case .spoolGone(let path):
            "\(path) was deleted or moved while the daemon ran, and with it the queue. The daemon stops, so as "
                + "not to begin with an empty one in silence. Put the folder back from a copy; or start the daemon again to "
                + "begin anew, and import the archives again."
        case .spoolReplaced(let path):
            "\(path) is another file than the one with which the daemon began. The daemon stops, so as not to "
                + "write into a file that is gone; start it again to work with the new one."
        }
    }
}
