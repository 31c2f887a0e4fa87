public import HealthModel

/// A misuse or a failure of the sender itself; everything that happens to a request is a `Verdict`.
public struct SenderError: StatusError, Equatable {
    private enum Code: Sendable, Equatable {
        case closed
        case tagInUse(Int64)
        case noHandle
    }

    private let code: Code

    /// The sender was shut down.
    static let closed = SenderError(code: .closed)
    /// libcurl could not make a handle.
    static let noHandle = SenderError(code: .noHandle)

    /// A request of that tag is in flight.
    static func tagInUse(_ tag: Int64) -> SenderError {
        SenderError(code: .tagInUse(tag))
    }

    public var description: String {
        switch code {
        case .closed: "The sender was shut down, so it takes no more requests."
        case .tagInUse(let tag): "Request \(tag) is being sent already."
        case .noHandle: "libcurl could not be started; the machine is probably out of memory."
        }
    }

    public var exitStatus: ExitStatus { .failed }
}
