public import HealthModel

/// The right to send one message once, handed out by ``OutboxSender/claim(limit:lanes:now:)``.
///
/// The attempt is recorded already. It ends with ``OutboxSender/settle(_:now:)``.
public struct Claim: Sendable, Equatable {
    /// How the request asks before it sends a large body.
    public enum Expectation: Sendable, Equatable {
        /// As libcurl does by itself.
        case automatic
        case always
        /// The receiver answered 417.
        case never
    }

    public var id: Identifier
    /// Fences off a sender that was thought dead.
    public var epoch: Int64
    /// The number of this attempt, from 1.
    public var attempt: Int
    public var automation: String
    public var automationName: String
    public var run: Identifier
    public var part: String
    public var lane: String
    public var method: String
    public var headers: [HeaderField]
    public var contentType: String
    public var contentEncoding: String?
    public var bodyLength: Int64
    /// SHA-256, 32 bytes.
    public var bodyDigest: [UInt8]
    public var records: Int
    /// Whether this attempt tries the way for its lane.
    public var isProbe: Bool
    /// Set for automations that are not idempotent: ``OutboxSender/mark(_:reached:)`` has to be called before the
    /// first byte of the request leaves.
    public var mustMark: Bool
    /// A receiver that was at fault on an old connection gets a new one.
    public var freshConnection: Bool
    public var expectation: Expectation
    /// How many requests its lane may have under way at once.
    public var concurrency: Int
}

/// What became of a claim.
public struct Outcome: Sendable {
    public var claim: Claim
    public var verdict: Verdict

    public init(_ claim: Claim, _ verdict: Verdict) {
        (self.claim, self.verdict) = (claim, verdict)
    }
}

/// What settling did.
public struct Settlement: Sendable, Equatable {
    public var id: Identifier
    public var automation: String
    public var run: Identifier
    public var lane: String
    /// Where the message is now. `nil`: the claim was no longer valid, and nothing was changed.
    public var state: MessageState?
    /// When it will be tried again, if it waits.
    public var dueAt: Moment?
    /// Why it is where it is, for people.
    public var reason: String?
    public var laneState: LaneState
    /// How many requests its lane may have under way at once.
    public var concurrency: Int
    /// Whether the lane's state changed with this outcome.
    public var laneChanged: Bool
    public var laneReason: String?
}
