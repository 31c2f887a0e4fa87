public import HealthModel

/// All that is known of one message: the answers to where, why, what next, when, and what can I do.
public struct MessageDetail: Sendable, Equatable {
    public var summary: MessageSummary
    public var method: String
    /// The app's headers and ours; the user's are not stored.
    public var headers: [HeaderField]
    public var contentType: String
    public var contentEncoding: String?
    public var bodyDigest: [UInt8]
    /// Whether the body is still stored.
    public var hasBody: Bool
    public var from: Instant?
    public var to: Instant?
    /// What will happen to it when the sender settles it, if a person forced something.
    public var wish: String?
    public var laneState: LaneState
    public var laneReason: String?
    public var laneResumesAt: Moment?
    public var laneLastOK: Moment?
    /// Messages that wait in the lane.
    public var laneWaiting: Int
    /// The message that its automation's order puts before it and that is not settled.
    public var waitsFor: MessageSummary?
    /// Whether a later run already delivered an overlapping range.
    public var isOvertaken: Bool
    /// Present when the message is finished.
    public var receipt: Receipt?
}

/// One try, as it was recorded.
public struct AttemptRecord: Sendable, Equatable {
    public var number: Int
    public var startedAt: Moment
    /// `nil` while it runs, and after a crash.
    public var endedAt: Moment?
    public var phase: Verdict.Phase
    public var fate: Verdict.Fate?
    public var status: Int?
    public var connectStatus: Int?
    public var curlCode: Int?
    public var osErrno: Int?
    public var retryAfter: Double?
    public var retryAfterWasClamped: Bool
    public var remoteAddress: String?
    public var bytesSent: Int64
    public var bytesReceived: Int64
    public var responseDigest: [UInt8]?
    /// At most 1 KiB, redacted.
    public var responseExcerpt: String?
    public var summary: String?
}

/// The proof of delivery, or the tombstone of what ended otherwise.
public struct Receipt: Sendable, Equatable {
    public enum Outcome: String, Sendable, CaseIterable {
        case delivered, cancelled, split, replaced
    }

    public var id: Identifier
    public var automation: String
    public var run: Identifier
    public var part: String
    public var seq: Int64
    public var lane: String
    public var stream: String?
    public var records: Int
    public var outcome: Outcome
    public var bodyDigest: [UInt8]
    public var bytes: Int64
    public var from: Instant?
    public var to: Instant?
    public var createdAt: Moment
    public var at: Moment
    public var attempts: Int
    /// An earlier attempt may have arrived as well.
    public var maybeDuplicate: Bool
    public var status: Int?
    public var responseDigest: [UInt8]?
    public var reason: String?
}

/// Which receipts to list, oldest first.
public struct ReceiptSelection: Sendable {
    public var since: Moment?
    public var automation: String?
    public var run: Identifier?
    public var outcomes: Set<Receipt.Outcome>
    public var after: PageMark?
    public var limit: Int

    /// - Parameter outcomes: Empty for all.
    public init(
        since: Moment? = nil, automation: String? = nil, run: Identifier? = nil,
        outcomes: Set<Receipt.Outcome> = [], after: PageMark? = nil, limit: Int = 1000
    ) {
        (self.since, self.automation, self.run) = (since, automation, run)
        (self.outcomes, self.after, self.limit) = (outcomes, after, limit)
    }
}

public struct ReceiptPage: Sendable, Equatable {
    public var receipts: [Receipt]
    public var next: PageMark?
}
