public import HealthModel
public import HealthOutbox

/// What became of one run.
public struct RunOutcome: Sendable {
    public enum State: Sendable, Equatable {
        /// A dry run: what would have been made.
        case planned
        case stored(RunState)
    }

    /// `nil` in a dry run.
    public var id: Identifier?
    public var automation: String
    public var state: State
    public var records: Int
    public var requests: Int
    public var delivered: Int
    /// Of all bodies, as they are sent.
    public var bytes: Int64
    /// Half-open; absent for a run that had nothing to send and no range.
    public var range: Range<Instant>?
    /// Phrase and count by code.
    public var warnings: [String: (phrase: String, count: Int)]
    /// A sentence.
    public var error: String?
    /// With which status the command ends because of ``error``.
    public var errorStatus: ExitStatus?
}
