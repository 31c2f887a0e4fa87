public import HealthModel

/// What a sender brings along.
public struct SenderOptions: Sendable {
    /// `nil`: a message that is too large is dead.
    public var divider: (any Divider)?
    /// How many messages a lane may have claimed at most beyond those that it sends at once, so that the way is not idle while
    /// receipts are written. What is not begun goes back as `aborted` in the phase `started`.
    public var aheadMax: Int
    /// How long to wait for another holder of the lock that may be there for a moment only.
    public var waitSeconds: Double
    /// Goes into the spool's records.
    public var programVersion: String

    public init(
        divider: (any Divider)? = nil, aheadMax: Int = 0, waitSeconds: Double = 2,
        programVersion: String
    ) {
        (self.divider, self.aheadMax) = (divider, aheadMax)
        (self.waitSeconds, self.programVersion) = (waitSeconds, programVersion)
    }
}

/// The sending side of an outbox, while its owner has the right to send.
///
/// One owner at a time. All calls block; ``settle(_:now:)`` must not be skipped because a task was cancelled.
public protocol OutboxSender: AnyObject, Sendable {
    /// Rises with every start of a sender.
    var epoch: Int64 { get }

    /// What the start did: messages taken back from a sender that died, held, moved; for the log.
    var recovery: RecoveryReport { get }

    /// Claims messages whose turn it is (8). Their attempts are recorded before it returns.
    ///
    /// - Parameters:
    ///   - limit: At most this many; each lane's own limit holds as well.
    ///   - lanes: `nil` for all.
    /// - Returns: Empty when nothing may be sent now.
    func claim(limit: Int, lanes: Set<String>?, now: Moment) throws -> [Claim]

    /// The claimed body, checked against its digest (I4).
    ///
    /// - Throws: ``OutboxError``; with ``OutboxError/isBodyMismatch`` settle the claim as ``Verdict/Fate/corrupt``.
    func body(of claim: Claim) throws -> any BodySource

    /// Records how far an attempt has come; needed where ``Claim/mustMark`` says so.
    func mark(_ claim: Claim, reached phase: Verdict.Phase) throws

    /// Writes what became of claims: all in one transaction, on stable storage when it returns (4).
    ///
    /// - Returns: One settlement for each outcome, in order.
    func settle(_ outcomes: [Outcome], now: Moment) throws -> [Settlement]

    /// ``settle(_:now:)`` and then ``claim(limit:lanes:now:)``, where possible in one transaction.
    ///
    /// - Parameters:
    ///   - limit: At most this many claims; 0 for none.
    ///   - due: By when a message must be due to be claimed.
    func exchange(
        _ outcomes: [Outcome], limit: Int, lanes: Set<String>?, due: Moment, now: Moment
    ) throws -> (settlements: [Settlement], claims: [Claim])

    /// When to ask for claims again if nothing is settled before; `nil` when nothing waits for a time.
    ///
    /// Only what has its turn and a free slot counts: after an empty ``claim(limit:lanes:now:)`` a time that has passed means
    /// that something waits for all that is in flight to end.
    func nextDue(lanes: Set<String>?, now: Moment) throws -> Moment?

    /// The configuration was read again: moves messages whose lane changed, holds those whose automation is gone,
    /// lets one message try each closed lane that no person holds.
    func reconfigure(_ policies: [AutomationPolicy], now: Moment) throws -> RecoveryReport

    /// Housekeeping for quiet moments (2, 7, 16): collector, retention, checkpoint. Bounded work per call.
    ///
    /// - Parameter idle: Whether nothing is in flight or due.
    func tend(idle: Bool, now: Moment) throws

    /// Gives up the right to send. Everything claimed must have been settled.
    func close(now: Moment) throws
}

extension OutboxSender {
    public func exchange(
        _ outcomes: [Outcome], limit: Int, lanes: Set<String>?, due: Moment, now: Moment
    ) throws -> (settlements: [Settlement], claims: [Claim]) {
        let settlements = outcomes.isEmpty ? [] : try settle(outcomes, now: now)
        return (settlements, limit > 0 ? try claim(limit: limit, lanes: lanes, now: due) : [])
    }
}

/// What recovery or a new configuration did to stored messages.
public struct RecoveryReport: Sendable, Equatable {
    /// Whether the last sender ended by itself.
    public var wasClean: Bool
    /// Messages in flight that went back to ready.
    public var recovered: Int
    /// Set aside as crash suspects.
    public var suspects: Int
    /// Held because their automation is gone from the configuration.
    public var heldForRemoval: Int
    /// Ready again because their automation is back.
    public var released: Int
    /// Moved to another lane.
    public var moved: Int
    /// What people should know, in sentences.
    public var warnings: [String]
}
