public import HealthModel

/// One message in a list.
public struct MessageSummary: Sendable, Equatable {
    /// The last attempt that ended.
    public struct Last: Sendable, Equatable {
        public var at: Moment
        public var status: Int?
        public var curlCode: Int?
        public var fate: Verdict.Fate
        public var retryAfter: Double?
        /// One phrase: `502 Bad Gateway`.
        public var summary: String
    }

    public var id: Identifier
    public var state: MessageState
    public var automation: String
    public var automationName: String
    public var run: Identifier
    public var part: String
    public var seq: Int64
    public var lane: String
    public var stream: String?
    /// As stored, that is after compression.
    public var bytes: Int64
    public var records: Int
    public var attempts: Int
    public var createdAt: Moment
    /// When it may be tried next; `nil` unless it is ready.
    public var dueAt: Moment?
    public var expiresAt: Moment?
    public var maybeDelivered: Bool
    public var reason: String?
    public var parent: Identifier?
    public var last: Last?
}

/// Where a page of a list ends; opaque.
public struct PageMark: Sendable, Equatable {
    var createdAt: Moment
    var seq: Int64
    var row: Int64
}

public struct MessagePage: Sendable, Equatable {
    /// By time of enqueue, oldest first, the children of a split in order of their part.
    public var messages: [MessageSummary]
    /// Where the next page starts; `nil` at the end.
    public var next: PageMark?
}
