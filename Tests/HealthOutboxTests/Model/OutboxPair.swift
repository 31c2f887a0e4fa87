import HealthModel
import Synchronization
import Testing

@testable import HealthOutbox

/// The real outbox and its model, driven by the same steps.
final class OutboxPair {
    private let spool: TestSpool
    private let storage: ModelOutbox.Storage
    private var model: ModelOutbox
    private var senders: (real: any OutboxSender, model: any OutboxSender)?
    private var inFlight: [Claim] = []
    private var made: [Identifier] = []
    private var openRuns: [String: (id: Identifier, next: Int)] = [:]
    private var generation: Int64 = 0
    private var runsMade = 0
    private var policies = ModelStep.policies[0]
    private(set) var hasDiverged = false
    private let seed: UInt64
    private var step: ModelStep?
    private var steps = 0

    /// What to repeat when something differs; made only then.
    private var story: String {
        "seed \(seed), " + (step.map { "step \(steps): \($0)" } ?? "at the end")
    }

    init(seed: UInt64) throws {
        self.seed = seed
        spool = try TestSpool(inMemory: true)
        storage = ModelOutbox.Storage(limits: spool.limits, seed: 7)
        model = ModelOutbox(storage, spool.clock)
        spool.outbox.configure(policies)
        model.configure(policies)
    }

    private var now: Moment { spool.clock.now }

    func take(_ step: ModelStep) throws {
        self.step = step
        steps += 1
        switch step {
        case .enqueue(let automation, let parts, let ends, let isNew):
            try enqueue(ModelStep.automations[automation], parts, ends: ends, isNew: isNew)
        case .claim(let limit):
            try claim(limit)
        case .settle(let choices):
            try settle(choices)
        case .crash:
            senders = nil
            try reopen()
        case .closeSender:
            if inFlight.isEmpty, let senders {
                try senders.real.close(now: now)
                try senders.model.close(now: now)
                self.senders = nil
            }
        case .pass(let seconds):
            spool.clock.advance(seconds)
        case .change(let target, let action):
            try change(target, action)
        case .tend:
            try senders?.real.tend(idle: inFlight.isEmpty, now: now)
            try senders?.model.tend(idle: inFlight.isEmpty, now: now)
        case .reconfigure(let index):
            try reconfigure(ModelStep.policies[index])
        case .limit(let bytes, let messages):
            var limits = spool.limits
            (limits.bytesMax, limits.messagesMax) = (bytes, messages)
            spool.limits = limits
            storage.world.withLock { $0.limits = limits }
            senders = nil
            try reopen()
        }
        try compare()
        try bound()
    }

    /// Keeps the story short enough to be compared in full after each step.
    private func bound() throws {
        let (live, all) = storage.world.withLock { world in
            (world.messages.count { $0.isLive }, world.messages.count)
        }
        if live > 10 {
            let selection = MessageSelection(states: [.held, .dead, .corrupt, .ready])
            let cancel = OperatorAction.cancel(reason: "test", force: false)
            same(
                try spool.outbox.change(selection, cancel, actor: "test", dryRun: false),
                try model.change(selection, cancel, actor: "test", dryRun: false), "cancel"
            )
        }
        if all > 15 {
            spool.clock.advance(3601)
            try senders?.real.tend(idle: false, now: now)
            try senders?.model.tend(idle: false, now: now)
        }
    }

    private func same<Value: Equatable>(
        _ real: Value, _ model: Value, _ what: StaticString
    ) {
        guard real != model else { return }
        hasDiverged = true
        let (left, right) = Self.difference("\(real)", "\(model)")
        Issue.record("\(what) differ\nreal:  \(left)\nmodel: \(right)\n\(story)")
    }

    /// The surroundings of the first place where two texts differ.
    private static func difference(_ left: String, _ right: String) -> (String, String) {
        let common = zip(left, right).prefix { $0 == $1 }.count
        let start = max(0, common - 400)
        return (
            String(left.dropFirst(start).prefix(800)), String(right.dropFirst(start).prefix(800))
        )
    }

    // MARK: - Steps

    private func reopen() throws {
        inFlight = []
        try spool.reopen()
        spool.outbox.configure(policies)
        storage.world.withLock { world in
            world.sender = nil
            // Jitter begins anew with each opening.
            world.random = SeededRandom(seed: 7)
        }
        model = ModelOutbox(storage, spool.clock)
        model.configure(policies)
    }

    private func bothSenders() throws -> (
        real: any OutboxSender, model: any OutboxSender
    ) {
        if let senders { return senders }
        let options = SenderOptions(
            divider: HalvingDivider(), waitSeconds: 0, programVersion: "test")
        let new = (real: try spool.outbox.openSender(options), model: try model.openSender(options))
        senders = new
        same(new.real.epoch, new.model.epoch, "epoch")
        same(new.real.recovery, new.model.recovery, "recovery")
        return new
    }

    private func enqueue(
        _ automation: String, _ parts: [ModelStep.Part], ends: Bool, isNew: Bool
    ) throws {
        if isNew { openRuns[automation] = nil }
        let run = try openRuns[automation] ?? openRun(automation)
        func messages(_ outbox: any Outbox) throws -> [NewMessage] {
            try parts.enumerated().map { offset, part in
                let writer = try outbox.stage()
                try writer.append(Array("gzip:\(part.text)".utf8))
                return NewMessage(
                    part: "\(run.next + offset)", stream: part.stream, headers: [],
                    contentType: "application/json", contentEncoding: part.encoding,
                    body: try writer.finish(), records: part.records,
                    from: part.from.map { Instant(seconds: $0) },
                    to: part.from.map { Instant(seconds: $0 + 10) })
            }
        }
        generation += 1
        let progress = Progress(
            run: run.id, cursor: [UInt8(generation % 200)], nextPart: run.next + parts.count,
            advances: [.init(stream: "steps", enqueuedThrough: [UInt8(generation % 251)])],
            sent: [
                .init(
                    stream: "steps", day: CivilDate(dayNumber: Int32(generation % 9)),
                    digest: UInt64(generation))
            ],
            ending: ends ? .complete : nil)
        let real = Result { try spool.outbox.enqueue(messages(spool.outbox), advancing: progress) }
        let other = Result { try model.enqueue(messages(model), advancing: progress) }
        same(try? real.get(), try? other.get(), "enqueue")
        guard let report = try? real.get() else { return }
        made += report.ids
        openRuns[automation] = ends ? nil : (run.id, run.next + parts.count)
    }

    private func openRun(_ automation: String) throws -> (id: Identifier, next: Int) {
        runsMade += 1
        let id = DerivedID.identifier(of: ["run", "\(runsMade)"])
        let new = NewRun(
            id: id, automation: automation, automationName: "N\(automation.prefix(1))",
            kind: .scheduled, storeID: "store", generation: generation, configDigest: [])
        same(try spool.outbox.openRun(new), try model.openRun(new), "run")
        openRuns[automation] = (id, 1)
        return (id, 1)
    }

    private func claim(_ limit: Int) throws {
        let senders = try bothSenders()
        let real = try senders.real.claim(limit: limit, lanes: nil, now: now)
        same(real, try senders.model.claim(limit: limit, lanes: nil, now: now), "claims")
        for claim in real {
            #expect(try bytes(senders.real.body(of: claim)).count == Int(claim.bodyLength))
        }
        inFlight += real
        same(
            try senders.real.nextDue(lanes: nil, now: now),
            try senders.model.nextDue(lanes: nil, now: now), "next due")
    }

    private func settle(_ choices: [(Int, Verdict)]) throws {
        guard let senders else { return }
        var outcomes: [Outcome] = []
        for (position, verdict) in choices where !inFlight.isEmpty {
            outcomes.append(Outcome(inFlight.remove(at: position % inFlight.count), verdict))
        }
        guard !outcomes.isEmpty else { return }
        same(
            try senders.real.settle(outcomes, now: now),
            try senders.model.settle(outcomes, now: now),
            "settlements")
    }

    private func change(
        _ target: ModelStep.Target, _ action: OperatorAction
    ) throws {
        var selection = MessageSelection.all
        switch target {
        case .all: break
        case .lane(let index): selection.lane = ["a", "b", "c", "d"][index]
        case .automation(let index): selection.automation = ModelStep.automations[index]
        case .message(let position):
            guard !made.isEmpty else { return }
            selection.ids = [made[position % made.count]]
        }
        // Cancelling everything would end the story.
        if case .cancel = action, selection.ids == nil { return }
        // A dry run now and then: it has to say the same and change nothing.
        for dryRun in steps % 4 == 0 ? [true, false] : [false] {
            same(
                try spool.outbox.change(selection, action, actor: "test", dryRun: dryRun),
                try model.change(selection, action, actor: "test", dryRun: dryRun),
                "change")
        }
    }

    private func reconfigure(_ policies: [AutomationPolicy]) throws {
        self.policies = policies
        let senders = try bothSenders()
        // Messages in flight of a moved lane would be judged in another one.
        guard inFlight.isEmpty else {
            self.senders = nil
            return try reopen()
        }
        same(
            try senders.real.reconfigure(policies, now: now),
            try senders.model.reconfigure(policies, now: now), "reconfigure")
    }

    // MARK: - Comparison

    private func compare() throws {
        var all = MessageSelection.all
        all.states = Set(MessageState.allCases)
        same(
            try spool.outbox.page(all, after: nil, limit: 10_000),
            try model.page(all, after: nil, limit: 10_000), "messages")
        same(try spool.outbox.stats().lanes, try model.stats().lanes, "lanes")
        guard steps % 5 == 0 else { return }
        let selection = RunSelection(limit: 5, withEvents: false)
        same(try spool.outbox.runs(selection), try model.runs(selection), "runs")
        for automation in ModelStep.automations {
            same(
                try spool.outbox.checkpoints(of: automation), model.checkpoints(of: automation),
                "checkpoints")
        }
        let receipts = ReceiptSelection(since: now, limit: 200)
        let activity = ActivitySelection(since: now, limit: 100)
        same(try spool.outbox.activity(activity), model.activity(activity), "activity")
        same(try spool.outbox.receipts(receipts), model.receipts(receipts), "receipts")
    }

    /// When faults stop and a person has looked after what waits for one, everything is delivered (I3, I15).
    func settleEverything() throws {
        step = nil
        try reconfigure(ModelStep.policies[0])
        let senders = try bothSenders()
        try settle(inFlight.map { _ in (0, .ok) })
        _ = try spool.outbox.change(.all, .release(force: true), actor: "test", dryRun: false)
        let dead = MessageSelection(states: [.dead])
        let retry = OperatorAction.retry(at: nil, resetAttempts: true, force: true)
        _ = try spool.outbox.change(dead, retry, actor: "test", dryRun: false)
        let corrupt = MessageSelection(states: [.corrupt])
        let cancel = OperatorAction.cancel(reason: nil, force: false)
        _ = try spool.outbox.change(corrupt, cancel, actor: "test", dryRun: false)
        let kept = storage.world.withLock { world in
            Set(world.receipts.map(\.receipt.id)).union(world.messages.map(\.id))
        }
        let forgotten = Set(made).subtracting(kept)
        var rounds = 0
        while rounds < 100_000 {
            rounds += 1
            let claims = try senders.real.claim(limit: 8, lanes: nil, now: now)
            if claims.isEmpty {
                guard let next = try senders.real.nextDue(lanes: nil, now: now) else {
                    // What outlived its life on the way waits for a person once more.
                    let report = try spool.outbox.change(
                        .all, .release(force: true), actor: "test", dryRun: false)
                    if report.changed == 0 { break }
                    continue
                }
                // Something is due, and yet nothing was claimed: that would be for ever.
                guard next > now else {
                    Issue.record("\(story): due but not claimed")
                    return
                }
                spool.clock.advance(next.seconds(since: now))
                continue
            }
            _ = try senders.real.settle(claims.map { Outcome($0, .ok) }, now: now)
        }
        let waiting = try spool.outbox.page(.all, after: nil, limit: 10).messages
        let lanes = try spool.outbox.stats().lanes
        #expect(waiting == [], "\(story)\n\(lanes)")
        #expect(try spool.outbox.stats().bytes == 0, "\(story)")
        // Old receipts are forgotten in their time, as the model says.
        for id in made {
            let isThere = try spool.outbox.receipt(of: id) != nil
            #expect(isThere || forgotten.contains(id), "\(story): \(id)")
        }
        #expect(try spool.outbox.verify(VerifyOptions(deep: true)).problems == [], "\(story)")
    }
}
