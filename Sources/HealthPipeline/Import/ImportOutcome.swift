public import HealthModel
public import HealthSource
public import HealthStore

/// What one import read and what the store made of it.
public struct ImportOutcome: Sendable {
    /// As the user named it.
    public var file: String
    /// The import with which the same file was read before; nothing was read now.
    public var identicalTo: ImportRecord?
    public var read: ReadReport
    /// `nil` when the file was known.
    public var stored: ImportReport?
    public var seconds: Double

    /// Elements that were rejected.
    public var rejected: Int { read.rejects }

    /// Done, or done with part refused.
    public var exitStatus: ExitStatus { rejected > 0 ? .partRefused : .done }
}
