public import HealthModel

/// Why the outbox did not do what was asked.
public struct OutboxError: StatusError, Equatable {
    enum Kind: Equatable {
        case noSpool, notPrivate, networkFileSystem, otherVersion, notAnOutbox, busy, io, damaged
        case full, noSpace, tooLarge, bodyMismatch, readOnly, unknown, ambiguous, misuse
    }

    let kind: Kind
    let text: String

    init(_ kind: Kind, _ text: String) {
        (self.kind, self.text) = (kind, text)
    }

    public var description: String { text }

    public var exitStatus: ExitStatus {
        switch kind {
        case .noSpool: .noSpool
        case .notPrivate, .readOnly: .permission
        case .networkFileSystem, .otherVersion, .notAnOutbox: .configuration
        case .busy, .full, .noSpace: .queued
        case .io: .io
        case .damaged, .bodyMismatch: .badData
        case .tooLarge, .unknown, .ambiguous, .misuse: .failed
        }
    }

    /// No room for the messages: quota or free space. Nothing was written; the source keeps its place.
    public var isFull: Bool { kind == .full || kind == .noSpace }

    /// Somebody else holds the sender's lock or the database for longer than we wait.
    public var isBusy: Bool { kind == .busy }

    /// The stored bytes of a claim are not those that were enqueued: settle it as ``Verdict/Fate/corrupt``.
    public var isBodyMismatch: Bool { kind == .bodyMismatch }

    /// The disk failed; after it nothing that was asked for may be taken as done or as not done.
    public var isIO: Bool { kind == .io }

    /// No message has the id or prefix.
    public var isUnknown: Bool { kind == .unknown }
}
