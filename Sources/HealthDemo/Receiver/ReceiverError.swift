public import HealthModel

/// A receiver could not start or save.
public struct ReceiverError: StatusError {
    private enum Kind {
        case bind(port: Int, reason: String)
        case stopped
        case file(path: String, action: String, code: Int32)
    }

    private let kind: Kind

    static func bind(port: Int, reason: String) -> ReceiverError {
        ReceiverError(kind: .bind(port: port, reason: reason))
    }

    static let stopped = ReceiverError(kind: .stopped)

    static func file(_ action: String, _ path: String, code: Int32) -> ReceiverError {
        ReceiverError(kind: .file(path: path, action: action, code: code))
    }

    public var exitStatus: ExitStatus {
        switch kind {
        case .bind, .stopped: .failed
        case .file: .io
        }
    }

    public var description: String {
        switch kind {
        case .bind(let port, let reason):
            "The receiver cannot listen on port \(port) of 127.0.0.1 (\(reason)); "
                + "choose another port, or 0 for any."
        case .stopped: "The receiver was stopped before it listened; start a new one."
        case .file(let path, let action, let code):
            "\(path): could not \(action) (errno \(code)); "
                + "check the folder's permissions and free space."
        }
    }
}
