/// The state of one message and what each event makes of it: a value without I/O or clock.
///
/// Source: section 4 of the outbox reference; ``handle(_:)`` is its table. An event that has no edge in the present
/// state is refused and changes nothing.
struct MessageMachine: Sendable, Equatable {
    /// What a person forced upon a message in flight; obeyed when it is settled.
    enum Wish: String, Sendable {
        case hold, cancel
    }

    /// Who set the due time; only those of the backoff are pulled in when the clock went back.
    enum DueBy: String, Sendable {
        case enqueue, backoff, person
    }

    struct NoEdge: Error, Equatable {
        var state: MessageState
        var event: MessageEvent
    }

    /// Why a message is held, where a program decides by it.
    enum Reason {
        static let maybeDelivered = "maybe_delivered"
        static let crashSuspect = "crash_suspect"
        static let expired = "expired"
        static let automationRemoved = "automation_removed"
        static let hold = "hold"
        static let cancel = "cancel"
        static let replaced = "replaced"
    }

    /// From here on a message whose sender keeps dying is sent alone.
    static let unfinishedBeforeAlone = 5
    /// Held as a crash suspect: three more while alone.
    static let unfinishedMax = 8

    var state: MessageState = .ready
    /// Failures that say something about this message.
    var attempts = 0
    /// Attempts in a row that never ended.
    var unfinished = 0
    var maybeDelivered = false
    var wish: Wish?
    var reason: String?
    var dueAt: Moment
    var dueBy = DueBy.enqueue
    /// Of the last claim.
    var epoch: Int64?

    var mustBeAlone: Bool { unfinished >= Self.unfinishedBeforeAlone }

    mutating func handle(_ event: MessageEvent) throws(NoEdge) -> [MessageAction] {
        switch (state, event) {
        case (.ready, .claimed(let epoch)):
            state = .inflight
            unfinished += 1
            self.epoch = epoch
            return [.beginAttempt]
        case (.inflight, _):
            return try handleInFlight(event)
        case (.ready, .held(let reason)):
            become(.held, reason)
            return []
        case (.held, .released(let due)):
            let expired = reason == Reason.expired
            wait(until: due, by: .person)
            return expired ? [.renewExpiry, .forgetTally] : [.forgetTally]
        case (.dead, .retried(let due, let resets)), (.ready, .retried(let due, let resets)):
            if resets { attempts = 0 }
            wait(until: due, by: .person)
            return [.forgetTally]
        case (.dead, .revived(let due)):
            wait(until: due, by: .backoff)
            return [.forgetTally]
        case (.ready, .rescheduled(let due)):
            dueAt = due
            return []
        case (.ready, .divided):
            return divide()
        case (.ready, .damaged), (.held, .damaged), (.dead, .damaged):
            return damage()
        case (.corrupt, .repaired(let due)):
            wait(until: due, by: .person)
            return [.closeQuarantine, .forgetTally]
        case (.corrupt, .replaced):
            become(.cancelled, Reason.replaced)
            return [
                .writeReceipt(.replaced), .enqueueReplacement, .closeQuarantine,
                .countDiscard(reason: Reason.replaced),
            ]
        case (.ready, .cancelled(let reason)), (.held, .cancelled(let reason)),
            (.dead, .cancelled(let reason)):
            return cancel(reason)
        case (.corrupt, .cancelled(let reason)):
            return cancel(reason) + [.closeQuarantine]
        case (.delivered, .collected), (.split, .collected), (.cancelled, .collected):
            return [.removeMessage]
        default:
            throw NoEdge(state: state, event: event)
        }
    }

    private mutating func handleInFlight(_ event: MessageEvent) throws(NoEdge) -> [MessageAction] {
        if case .wished(let wish) = event {
            self.wish = wish
            return []
        }
        var next = self
        let actions = try next.settle(event)
        next.wish = nil
        if next.state != .delivered, let wish {
            self = next
            return obey(wish, insteadOf: actions)
        }
        self = next
        return actions
    }

    /// The edges out of INFLIGHT, as if nobody had wished anything.
    private mutating func settle(_ event: MessageEvent) throws(NoEdge) -> [MessageAction] {
        let unfinishedBefore = unfinished
        unfinished = 0
        switch event {
        case .delivered:
            become(.delivered, nil)
            return [.endAttempt, .writeReceipt(.delivered), .removeBody]
        case .failed(let due, let unclear):
            attempts += 1
            maybeDelivered = maybeDelivered || unclear
            wait(until: due, by: .backoff)
            return [.endAttempt]
        case .unclear:
            attempts += 1
            maybeDelivered = true
            become(.held, Reason.maybeDelivered)
            return [.endAttempt]
        case .returned(let due, let unclear):
            maybeDelivered = maybeDelivered || unclear
            if let due {
                wait(until: due, by: .backoff)
            } else {
                become(.ready, nil)
            }
            return [.endAttempt]
        case .unclaimed:
            unfinished = max(0, unfinishedBefore - 1)
            become(.ready, nil)
            return [.forgetAttempt]
        case .crashed(let began, let personDecides):
            unfinished = unfinishedBefore
            maybeDelivered = maybeDelivered || began
            if unfinished >= Self.unfinishedMax {
                become(.held, Reason.crashSuspect)
            } else if began && personDecides {
                become(.held, Reason.maybeDelivered)
            } else {
                become(.ready, nil)
            }
            return [.endAttempt]
        case .died(let reason):
            attempts += 1
            become(.dead, reason)
            return [.endAttempt]
        case .divided:
            return [.endAttempt] + divide()
        case .damaged:
            return [.endAttempt] + damage()
        case .replaced:
            become(.cancelled, Reason.replaced)
            return [
                .endAttempt, .writeReceipt(.replaced), .removeBody, .enqueueReplacement,
                .countDiscard(reason: Reason.replaced),
            ]
        default:
            throw NoEdge(state: .inflight, event: event)
        }
    }

    /// A delivery stays a delivery; anything else gives way to what a person forced.
    private mutating func obey(
        _ wish: Wish, insteadOf actions: [MessageAction]
    ) -> [MessageAction] {
        switch wish {
        case .cancel:
            become(.ready, nil)
            return [.endAttempt] + cancel(Reason.cancel)
        case .hold:
            // Damaged bytes stay set aside: a held message could be released and sent.
            if state == .corrupt { return actions }
            become(.held, Reason.hold)
            return [.endAttempt]
        }
    }

    private mutating func divide() -> [MessageAction] {
        become(.split, nil)
        return [.writeReceipt(.split), .removeBody, .enqueuePieces]
    }

    private mutating func damage() -> [MessageAction] {
        become(.corrupt, "digest")
        return [.quarantineBody]
    }

    private mutating func cancel(_ reason: String) -> [MessageAction] {
        become(.cancelled, reason)
        return [.writeReceipt(.cancelled), .removeBody, .countDiscard(reason: reason)]
    }

    private mutating func become(_ state: MessageState, _ reason: String?) {
        (self.state, self.reason) = (state, reason)
    }

    private mutating func wait(until due: Moment, by: DueBy) {
        become(.ready, nil)
        (dueAt, dueBy) = (due, by)
    }
}
