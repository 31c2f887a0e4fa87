/// A lane as people see it.
public struct LaneStats: Sendable, Equatable {
    public var lane: String
    public var state: LaneState
    public var reason: String?
    public var resumesAt: Moment?
    /// Ready and due.
    public var ready: Int
    /// Ready, but not yet due.
    public var deferred: Int
    public var inflight: Int
    public var held: Int
    public var dead: Int
    public var corrupt: Int
    /// Of all live bodies.
    public var bytes: Int64
    public var oldest: Moment?
    /// When the first message whose turn it is by order may be tried; `nil` when none will be by itself.
    public var nextAttempt: Moment?
    public var concurrency: Int
    public var failuresInRow: Int
    public var lastOK: Moment?
    public var lastError: String?
    /// Messages that ended undelivered, by reason.
    public var discarded: [String: Int]
}

/// One screen about the whole outbox.
public struct OutboxStats: Sendable, Equatable {
    /// By name.
    public var lanes: [LaneStats]
    public var messages: Int
    public var bytes: Int64
    public var bytesMax: Int64
    /// On the volume of the spool; `nil` where the backend has none.
    public var bytesFree: Int64?
    public var sender: SenderHolder?
    /// How the last sender ended: `clean`, `crash`, `io`, or `nil` before the first one.
    public var lastExit: String?
    public var sqliteVersion: String?
}

/// Who sends just now.
public struct SenderHolder: Sendable, Equatable {
    public var pid: Int32
    public var since: Moment?
}

/// What the rows of ``Outbox/shape(by:)`` are.
public enum ShapeKey: String, Sendable, CaseIterable {
    case lane, automation, error
}

/// Ages of unfinished messages in the manner of Postfix's qshape.
public struct ShapeRow: Sendable, Equatable {
    /// Upper bounds of the buckets in minutes; the last bucket, older, has none.
    public static let minutes = [5, 10, 20, 40, 80, 160, 320, 640, 1280]

    public var name: String
    /// One more than ``minutes``.
    public var counts: [Int]

    public var total: Int { counts.reduce(0, +) }
}
