/// One automation's way to its endpoint: whether it is open, how many at once, and what it has met.
///
/// A value without I/O or clock; ``judge(_:of:concurrencyMax:now:random:)`` in `Lane+Judge.swift` is its table. Source:
/// sections 8 to 10 of the outbox reference.
struct Lane: Sendable, Equatable {
    /// Why it is not open, where a rule depends on it.
    enum Cause: String, Sendable, Codable {
        case network, portal, throttle, fault
        case credential, configuration, certificate, refusals, notFound, gone
        case person
    }

    /// What may be claimed from it now.
    enum Gate: Equatable {
        case open
        /// One message, when nothing of the lane is in flight.
        case probe
        /// `until` is `nil` when no time opens it.
        case closed(until: Moment?)
    }

    /// What the lane remembers beside its columns; stored as one JSON document.
    struct Memory: Sendable, Equatable, Codable {
        var cause: Cause?
        /// Milliseconds.
        var awaySince: Int64?
        var failingSince: Int64?
        var cleanInRow = 0
        /// The concurrency when the present row of failures began.
        var cohort = 0
        var throttlesInRow = 0
        var failedProbes = 0
        var handshakesInRow = 0
        var probe: String?
        /// The message that the lane was closed for; another one tries the way.
        var culprit: String?
        var refusedAt: Int64?
        /// Different messages refused for good, nothing delivered between.
        var refused: [String] = []
        /// Messages answered with 404, with repeats, nothing delivered between.
        var notFound: [String] = []
        /// Different messages answered with 426, 501 and the like, nothing delivered between.
        var unsupported: [String] = []
        /// Dead by the streak rule, to be ready again once nothing is in flight.
        var toRevive: [String] = []
    }

    static let streakMax = 5
    static let failuresMax = 5
    static let handshakesMax = 5
    static let refusedSizeKeptMilliseconds: Int64 = 7 * 86_400_000

    var state = LaneState.open
    var reason: String?
    var resumeAt: Moment?
    /// How many messages at once; never more than the policy's.
    var concurrency = 1
    var largestOK: Int64?
    var smallestRefused: Int64?
    var noExpect = false
    var noEncoding = false
    var failuresInRow = 0
    var lastOK: Moment?
    var lastError: String?
    var memory = Memory()

    var isHeldByPerson: Bool { state == .held && memory.cause == .person }

    /// How many requests may be under way at once.
    func width(concurrencyMax: Int) -> Int { max(1, min(concurrency, concurrencyMax)) }

    func gate(now: Moment) -> Gate {
        switch state {
        case .open: return .open
        case .throttled, .broken, .held, .disabled:
            guard let resumeAt, !isHeldByPerson else { return .closed(until: nil) }
            return resumeAt <= now ? .probe : .closed(until: resumeAt)
        }
    }

    /// The body size that was refused lately, if any; forgotten after a week.
    func refusedSize(now: Moment) -> Int64? {
        guard let smallestRefused, let at = memory.refusedAt,
            now.milliseconds - at < Self.refusedSizeKeptMilliseconds
        else { return nil }
        return smallestRefused
    }

    /// What the next run should batch up to.
    func bodyLimit(now: Moment) -> Int64? {
        guard let refused = refusedSize(now: now) else { return nil }
        return max(largestOK ?? 0, refused / 2)
    }

    // MARK: - What people and starts do

    mutating func hold(reason: String, now: Moment) {
        close(.held, .person, reason, until: nil, now: now)
    }

    /// Opens the lane again, one message at a time.
    mutating func release() {
        reopen(concurrency: 1)
        failuresInRow = 0
        memory.throttlesInRow = 0
        memory.failedProbes = 0
        memory.failingSince = nil
        memory.refused = []
        memory.notFound = []
        memory.unsupported = []
    }

    /// Lets one message try the way of a closed lane that no person holds.
    ///
    /// - Returns: Whether that changes anything.
    mutating func tryOnce(now: Moment) -> Bool {
        guard state != .open, !isHeldByPerson else { return false }
        if let resumeAt, resumeAt <= now { return false }
        resumeAt = now
        return true
    }

    /// A sender has started or the configuration has changed: a closed lane may be well again. Not one that the
    /// receiver told when to come back. Section 8 of the outbox reference.
    ///
    /// - Returns: Whether that changes anything.
    mutating func tryAnew(now: Moment) -> Bool {
        state == .throttled ? false : tryOnce(now: now)
    }

    /// A sender has started: no probe can be under way.
    mutating func forgetProbe() {
        memory.probe = nil
    }

    // MARK: - Changes of state

    mutating func close(
        _ state: LaneState, _ cause: Cause, _ reason: String, until resumeAt: Moment?, now: Moment
    ) {
        if self.state == .open || memory.awaySince == nil {
            memory.awaySince = now.milliseconds
        }
        (self.state, self.reason, self.resumeAt) = (state, reason, resumeAt)
        memory.cause = cause
    }

    mutating func reopen(concurrency: Int) {
        (state, reason, resumeAt) = (.open, nil, nil)
        self.concurrency = max(1, concurrency)
        memory.cause = nil
        memory.cleanInRow = 0
    }
}
