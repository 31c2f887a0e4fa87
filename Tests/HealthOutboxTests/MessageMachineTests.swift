import Testing

@testable import HealthOutbox

/// Section 4 of the outbox reference: 8 states, all events.
struct MessageMachineTests {
    static let due = Moment(milliseconds: 5000)

    /// Each event once, with the states that it has an edge from and where that leads.
    static let edges: [(MessageEvent, [MessageState: MessageState])] = [
        (.claimed(epoch: 3), [.ready: .inflight]),
        (.delivered, [.inflight: .delivered]),
        (.failed(due: due, unclear: false), [.inflight: .ready]),
        (.failed(due: due, unclear: true), [.inflight: .ready]),
        (.unclear, [.inflight: .held]),
        (.returned(due: nil, unclear: false), [.inflight: .ready]),
        (.returned(due: due, unclear: true), [.inflight: .ready]),
        (.unclaimed, [.inflight: .ready]),
        (.crashed(began: false, personDecides: true), [.inflight: .ready]),
        (.crashed(began: true, personDecides: false), [.inflight: .ready]),
        (.crashed(began: true, personDecides: true), [.inflight: .held]),
        (.died(reason: "422"), [.inflight: .dead]),
        (.divided, [.inflight: .split, .ready: .split]),
        (
            .damaged,
            [.inflight: .corrupt, .ready: .corrupt, .held: .corrupt, .dead: .corrupt]
        ),
        (.held(reason: "expired"), [.ready: .held]),
        (.released(due: due), [.held: .ready]),
        (.retried(due: due, resetAttempts: true), [.dead: .ready, .ready: .ready]),
        (.revived(due: due), [.dead: .ready]),
        (
            .cancelled(reason: "cancel"),
            [.ready: .cancelled, .held: .cancelled, .dead: .cancelled, .corrupt: .cancelled]
        ),
        (.wished(.hold), [.inflight: .inflight]),
        (.wished(.cancel), [.inflight: .inflight]),
        (.replaced, [.inflight: .cancelled, .corrupt: .cancelled]),
        (.repaired(due: due), [.corrupt: .ready]),
        (.rescheduled(due: due), [.ready: .ready]),
        (
            .collected,
            [.delivered: .delivered, .split: .split, .cancelled: .cancelled]
        ),
    ]

    static func machine(_ state: MessageState) -> MessageMachine {
        MessageMachine(
            state: state, attempts: 2, unfinished: state == .inflight ? 1 : 0, reason: nil,
            dueAt: Moment(milliseconds: 1))
    }

    @Test(arguments: MessageState.allCases)
    func `a state has the edges of the table and no others`(state: MessageState) {
        for (event, targets) in Self.edges {
            var machine = Self.machine(state)
            if let target = targets[state] {
                #expect(throws: Never.self, "\(event)") { try machine.handle(event) }
                #expect(machine.state == target, "\(state), \(event)")
            } else {
                #expect(throws: MessageMachine.NoEdge(state: state, event: event)) {
                    try machine.handle(event)
                }
                #expect(machine == Self.machine(state), "a refused event changes nothing")
            }
        }
    }

    @Test func `every way out of being in flight ends the attempt`() throws {
        for (event, targets) in Self.edges where targets[.inflight] != nil {
            if case .wished = event { continue }
            if case .unclaimed = event { continue }
            var machine = Self.machine(.inflight)
            #expect(try machine.handle(event).first == .endAttempt, "\(event)")
        }
    }

    @Test func `a claim given back before its request was begun leaves nothing behind`() throws {
        let ready = Self.machine(.ready)
        var machine = ready
        _ = try machine.handle(.claimed(epoch: 7))
        #expect(try machine.handle(.unclaimed) == [.forgetAttempt])
        machine.epoch = ready.epoch
        #expect(machine == ready)
    }

    @Test func `whatever finishes a message writes a receipt and gives up the body`() throws {
        for (event, targets) in Self.edges {
            for (state, target) in targets where target.isFinished && !state.isFinished {
                var machine = Self.machine(state)
                let actions = try machine.handle(event)
                let receipts = actions.filter { if case .writeReceipt = $0 { true } else { false } }
                #expect(receipts.count == 1, "\(state), \(event)")
                // A damaged message lost its body when it was set aside.
                #expect(actions.contains(.removeBody) || state == .corrupt, "\(state), \(event)")
            }
        }
    }

    @Test func `only undelivered ends are counted as discarded`() throws {
        for (event, targets) in Self.edges {
            for (state, target) in targets {
                var machine = Self.machine(state)
                let actions = try machine.handle(event)
                let counts = actions.contains { if case .countDiscard = $0 { true } else { false } }
                #expect(
                    counts == (target == .cancelled && state != .cancelled), "\(state), \(event)")
            }
        }
    }

    @Test(arguments: [
        (MessageEvent.failed(due: due, unclear: false), 3), (.failed(due: due, unclear: true), 3),
        (.unclear, 3), (.died(reason: ""), 3), (.returned(due: nil, unclear: true), 2),
        (.returned(due: due, unclear: false), 2), (.crashed(began: true, personDecides: false), 2),
        (.delivered, 2), (.damaged, 2),
    ])
    func `attempts count only what says something about the message`(
        event: MessageEvent, attempts: Int
    ) throws {
        var machine = Self.machine(.inflight)
        _ = try machine.handle(event)
        #expect(machine.attempts == attempts)
    }

    @Test(arguments: [
        (MessageEvent.failed(due: due, unclear: false), false),
        (.failed(due: due, unclear: true), true), (.unclear, true),
        (.returned(due: nil, unclear: true), true), (.returned(due: nil, unclear: false), false),
        (.crashed(began: true, personDecides: false), true),
        (.crashed(began: false, personDecides: false), false),
    ])
    func `what may have arrived is marked, and stays so`(event: MessageEvent, marked: Bool) throws {
        var machine = Self.machine(.inflight)
        _ = try machine.handle(event)
        #expect(machine.maybeDelivered == marked)
        machine = Self.machine(.inflight)
        machine.maybeDelivered = true
        _ = try machine.handle(event)
        #expect(machine.maybeDelivered)
    }

    @Test
    func `a sender that dies eight times with a message makes it a suspect, alone after five`()
        throws
    {
        var machine = Self.machine(.ready)
        for round in 1...8 {
            #expect(machine.mustBeAlone == (round > 5))
            _ = try machine.handle(.claimed(epoch: Int64(round)))
            _ = try machine.handle(.crashed(began: true, personDecides: false))
            #expect(machine.state == (round == 8 ? .held : .ready))
        }
        #expect(machine.reason == MessageMachine.Reason.crashSuspect)
        _ = try machine.handle(.released(due: Self.due))
        _ = try machine.handle(.claimed(epoch: 9))
        _ = try machine.handle(.failed(due: Self.due, unclear: false))
        #expect(machine.unfinished == 0, "an attempt that ends clears the suspicion")
    }

    @Test func `a forced hold or cancel gives way to a delivery only`() throws {
        for (event, targets) in Self.edges where targets[.inflight] != nil {
            if case .wished = event { continue }
            for (wish, end) in [
                (MessageMachine.Wish.hold, MessageState.held), (.cancel, .cancelled),
            ] {
                var machine = Self.machine(.inflight)
                _ = try machine.handle(.wished(wish))
                let actions = try machine.handle(event)
                let expected: MessageState =
                    switch (event, wish) {
                    case (.delivered, _): .delivered
                    // Damaged bytes must not become sendable by a hold.
                    case (.damaged, .hold): .corrupt
                    default: end
                    }
                #expect(machine.state == expected, "\(event), \(wish)")
                #expect(machine.wish == nil)
                #expect(!actions.contains(.enqueuePieces) && !actions.contains(.enqueueReplacement))
                #expect(actions.contains(.removeBody) == (expected.isFinished))
            }
        }
    }

    @Test func `releasing an expired message renews its life`() throws {
        var machine = Self.machine(.ready)
        _ = try machine.handle(.held(reason: MessageMachine.Reason.expired))
        #expect(try machine.handle(.released(due: Self.due)).contains(.renewExpiry))
    }

    @Test func `a retry keeps the attempts unless they are reset`() throws {
        for (resets, attempts) in [(false, 2), (true, 0)] {
            var machine = Self.machine(.dead)
            _ = try machine.handle(.retried(due: Self.due, resetAttempts: resets))
            #expect(machine.attempts == attempts)
            #expect(machine.dueAt == Self.due)
            #expect(machine.dueBy == .person)
        }
    }
}
