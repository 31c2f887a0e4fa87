import HealthModel
import Testing

@testable import HealthOutbox

/// What every backend of the outbox has to do, told in scenes; the random test is the rest (17).
struct ConformanceTests {
    @Test(arguments: Backend.allCases)
    func `what was enqueued survives a crash and arrives once`(backend: Backend) throws {
        let subject = try backend.make([.test()])
        let ids = try subject.enqueue([nil, nil, nil])
        try subject.crash()
        let sender = try subject.sender()
        #expect(try Set(subject.drain(sender)) == Set(ids))
        #expect(try subject.drain(sender) == [])
        for id in ids { #expect(try subject.outbox.receipt(of: id)?.outcome == .delivered) }
    }

    @Test(arguments: Backend.allCases)
    func `two senders cannot be open at once`(backend: Backend) throws {
        let subject = try backend.make([.test()])
        let first = try subject.sender()
        let error = #expect(throws: OutboxError.self) { try subject.sender() }
        #expect(error?.isBusy == true)
        try first.close(now: subject.now)
        #expect(try subject.sender().epoch == 2)
    }

    @Test(arguments: Backend.allCases)
    func `order none sends what is due, whatever is held before it`(backend: Backend) throws {
        let subject = try backend.make([.test(order: .none)])
        let ids = try subject.enqueue([nil]) + subject.enqueue([nil])
        try subject.hold(ids[0])
        #expect(try subject.drain(subject.sender()) == [ids[1]])
    }

    @Test(arguments: Backend.allCases)
    func `order run waits for held and corrupt messages of older runs, not for dead ones`(
        backend: Backend
    ) throws {
        let subject = try backend.make([.test(order: .run)])
        let ids = try subject.enqueue([nil, nil]) + subject.enqueue([nil])
        try subject.hold(ids[0])
        let sender = try subject.sender()
        #expect(try subject.drain(sender) == [ids[1]])
        #expect(try subject.outbox.detail(of: ids[2])?.waitsFor?.id == ids[0])
        _ = try subject.outbox.change(
            MessageSelection(ids: [ids[0]]), .release(force: false), actor: "t", dryRun: false)
        let delivered = try subject.drain(sender) { claim in
            claim.id == ids[0] ? .answer(422, .permanent) : .ok
        }
        #expect(delivered == [ids[2]])
    }

    @Test(arguments: Backend.allCases)
    func `order stream keeps each stream in order and lets others pass`(backend: Backend) throws {
        let subject = try backend.make([.test(order: .stream, concurrencyMax: 8)])
        let ids = try subject.enqueue(["a", "b", "a"]) + subject.enqueue(["a", nil, "b"])
        let sender = try subject.sender()
        try subject.hold(ids[0])
        // Of b the first goes; the message of all streams waits for a, and the later b waits for it.
        #expect(try subject.drain(sender) == [ids[1]])
        _ = try subject.outbox.change(.all, .release(force: false), actor: "t", dryRun: false)
        #expect(try subject.drain(sender) == [ids[0], ids[2], ids[3], ids[4], ids[5]])
    }

    @Test(arguments: Backend.allCases)
    func `order strict sends one at a time and stops at a dead one unless told to skip`(
        backend: Backend
    ) throws {
        for onDead in AutomationPolicy.OnDead.allCases {
            let subject = try backend.make([
                .test(order: .strict, onDead: onDead, concurrencyMax: 8)
            ])
            let ids = try subject.enqueue([nil, nil, nil])
            do {
                let sender = try subject.sender()
                let claims = try sender.claim(limit: 9, lanes: nil, now: subject.now)
                #expect(claims.map(\.id) == [ids[0]])
            }
            try subject.crash()
            let next = try subject.sender()
            let delivered = try subject.drain(next, atOnce: 9) { claim in
                claim.id == ids[1] ? .answer(400, .permanent) : .ok
            }
            #expect(delivered == (onDead == .skip ? [ids[0], ids[2]] : [ids[0]]))
        }
    }

    @Test(arguments: Backend.allCases)
    func `a message refused for its size arrives as its pieces, in its place`(
        backend: Backend
    ) throws {
        let subject = try backend.make([.test()])
        let ids = try subject.enqueue([nil]) + subject.enqueue([nil])
        let sender = try subject.sender()
        var parts: [String] = []
        _ = try subject.drain(sender) { claim in
            if claim.id == ids[0] { return .answer(413, .tooLarge) }
            parts.append(claim.part)
            return .ok
        }
        // The second message is as large: its lane has learned, and it is cut without a request.
        #expect(parts == ["1.1", "1.2", "1.1", "1.2"])
        #expect(try subject.outbox.attempts(of: ids[1]) == [])
        #expect(try subject.outbox.receipt(of: ids[0])?.outcome == .split)
    }

    /// T12: 40 days without a network, then back.
    @Test(arguments: Backend.allCases)
    func `a long outage loses nothing, needs nobody, and ends without a stampede`(
        backend: Backend
    ) throws {
        let subject = try backend.make([.test()])
        let sender = try subject.sender()
        var ids: [Identifier] = []
        let start = subject.now
        var tries = 0
        while subject.now.seconds(since: start) < 40 * 86_400 {
            if ids.count < 40, subject.now.seconds(since: start) > Double(ids.count) * 86_400 {
                ids += try subject.enqueue([nil])
            }
            for claim in try sender.claim(limit: 8, lanes: nil, now: subject.now) {
                tries += 1
                let failed = Outcome(claim, .curl(7, .laneNetwork))
                let settled = try sender.settle([failed], now: subject.now)
                #expect(settled.first?.state == .ready)
            }
            let next = try sender.nextDue(lanes: nil, now: subject.now)
            subject.clock.advance(max(1, min(43_200, next?.seconds(since: subject.now) ?? 43_200)))
        }
        #expect(tries > 1000, "it kept trying")
        var delivered: [Identifier] = []
        var rounds = 0
        while delivered.count < ids.count, rounds < 10_000 {
            rounds += 1
            delivered += try subject.drain(sender, atOnce: 8)
            if let next = try sender.nextDue(lanes: nil, now: subject.now) {
                subject.clock.advance(max(0.001, next.seconds(since: subject.now)))
            }
        }
        #expect(delivered == ids, "all, and in order of their runs")
        #expect(
            try ids.allSatisfy { try subject.outbox.receipt(of: $0)?.maybeDuplicate == false })
    }

    /// T9: a clock that jumps delays nothing for long.
    @Test(arguments: Backend.allCases)
    func `a clock that was a year ahead does not make messages wait a year`(
        backend: Backend
    ) throws {
        let subject = try backend.make([.test()])
        try subject.enqueue([nil])
        let sender = try subject.sender()
        subject.clock.advance(365 * 86_400)
        let claim = try #require(try sender.claim(limit: 1, lanes: nil, now: subject.now).first)
        _ = try sender.settle([Outcome(claim, .answer(500, .temporary))], now: subject.now)
        subject.clock.advance(-365 * 86_400)
        #expect(try sender.claim(limit: 1, lanes: nil, now: subject.now).count == 1)
    }

    @Test(arguments: Backend.allCases)
    func `receipts and runs are forgotten in their time, what is not finished never`(
        backend: Backend
    ) throws {
        let subject = try backend.make([.test(order: .none)])
        let done = try subject.enqueue([nil])[0]
        let held = try subject.enqueue([nil])[0]
        try subject.hold(held)
        let sender = try subject.sender()
        #expect(try subject.drain(sender) == [done])
        func daysLater(_ days: Double) throws -> (receipt: Bool, runs: Int) {
            subject.clock.advance(days * 86_400)
            try sender.tend(idle: true, now: subject.now)
            let runs = try subject.outbox.runs(RunSelection(limit: 10, withEvents: false))
            return (try subject.outbox.receipt(of: done) != nil, runs.count)
        }
        #expect(try daysLater(89) == (true, 2))
        #expect(try daysLater(2) == (false, 2))
        #expect(try daysLater(275) == (false, 1))
        #expect(try subject.outbox.detail(of: held)?.summary.state == .held)
    }

    @Test(arguments: Backend.allCases)
    func `messages of an automation that is gone wait until it is back`(backend: Backend) throws {
        let subject = try backend.make([.test(), .test(TestSpool.other, lane: "o")])
        let ids = try subject.enqueue([nil], automation: TestSpool.other)
        let sender = try subject.sender()
        let gone = try sender.reconfigure([.test()], now: subject.now)
        #expect(gone.heldForRemoval == 1)
        #expect(try subject.drain(sender) == [])
        let back = try sender.reconfigure(subject.policies, now: subject.now)
        #expect(back.released == 1)
        #expect(try subject.drain(sender) == ids)
    }

    @Test(arguments: Backend.allCases)
    func `a checkpoint is delivered through when its run and all before it are`(
        backend: Backend
    ) throws {
        let subject = try backend.make([.test()])
        let ids = [try subject.enqueue(through: 1), try subject.enqueue(through: 2)]
        let sender = try subject.sender()
        _ = try subject.drain(sender) { $0.id == ids[0] ? .answer(422, .permanent) : .ok }
        #expect(try subject.deliveredThrough() == nil, "a dead message stops it")
        _ = try subject.outbox.change(
            MessageSelection(ids: [ids[0]]), .cancel(reason: nil, force: false), actor: "t",
            dryRun: false)
        #expect(try subject.deliveredThrough() == [2])
    }
}

extension Subject {
    /// A complete run of one message that moves the checkpoint of `steps`.
    func enqueue(through position: UInt8) throws -> Identifier {
        let run = try outbox.openRun(
            NewRun(
                automation: TestSpool.automation, automationName: "N", kind: .scheduled,
                storeID: "s", generation: 1, configDigest: []))
        let writer = try outbox.stage()
        try writer.append([position])
        let message = NewMessage(
            part: "1", headers: [], contentType: "text/csv", body: try writer.finish(), records: 1)
        let progress = Progress(
            run: run.id, nextPart: 2,
            advances: [.init(stream: "steps", enqueuedThrough: [position])], ending: .complete)
        return try outbox.enqueue([message], advancing: progress).ids[0]
    }

    func deliveredThrough() throws -> [UInt8]? {
        try outbox.checkpoints(of: TestSpool.automation)["steps"]?.deliveredThrough
    }

    func hold(_ id: Identifier) throws {
        _ = try outbox.change(
            MessageSelection(ids: [id]), .hold(reason: nil, force: false), actor: "t", dryRun: false
        )
    }
}
