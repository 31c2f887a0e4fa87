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

    init(seed: UInt64) throws {
        spool = try TestSpool(inMemory: true)
        storage = ModelOutbox.Storage(limits: spool.limits, seed: 7)
        model = ModelOutbox(storage, spool.clock)
        spool.outbox.configure(policies)
        model.configure(policies)
    }

    private var now: Moment { spool.clock.now }

    func take(_ step: ModelStep, comment: String) throws {
        switch step {
        case .enqueue(let automation, let parts, let ends, let isNew):
            try enqueue(ModelStep.automations[automation], parts, ends: ends, isNew: isNew, comment)
        case .claim(let limit):
            try claim(limit, comment)
        case .settle(let choices):
            try settle(choices, comment)
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
            try change(target, action, comment)
        case .tend:
            try senders?.real.tend(idle: inFlight.isEmpty, now: now)
            try senders?.model.tend(idle: inFlight.isEmpty, now: now)
        case .reconfigure(let index):
            try reconfigure(ModelStep.policies[index], comment)
        case .limit(let bytes, let messages):
            var limits = spool.limits
            (limits.bytesMax, limits.messagesMax) = (bytes, messages)
            spool.limits = limits
            storage.world.withLock { $0.limits = limits }
            senders = nil
            try reopen()
        }
        try compare(comment)
        try bound(comment)
    }

    /// Keeps the story short enough to be compared in full after each step.
    private func bound(_ comment: String) throws {
        let (live, all) = storage.world.withLock { world in
            (world.messages.count { $0.isLive }, world.messages.count)
        }
        if live > 16 {
            let selection = MessageSelection(states: [.held, .dead, .corrupt, .ready])
            let cancel = OperatorAction.cancel(reason: "test", force: false)
            same(
                try spool.outbox.change(selection, cancel, actor: "test", dryRun: false),
                try model.change(selection, cancel, actor: "test", dryRun: false), "cancel", comment
            )
        }
        if all > 24 {
            spool.clock.advance(3601)
            try senders?.real.tend(idle: false, now: now)
            try senders?.model.tend(idle: false, now: now)
        }
    }

    private func same<Value: Equatable>(
        _ real: Value, _ model: Value, _ what: String, _ comment: String
    ) {
        guard real != model else { return }
        hasDiverged = true
        let (left, right) = Self.difference("\(real)", "\(model)")
        Issue.record("\(what) differ\nreal:  \(left)\nmodel: \(right)\n\(comment)")
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

    private func bothSenders(_ comment: String) throws -> (
        real: any OutboxSender, model: any OutboxSender
    ) {
        if let senders { return senders }
        let options = SenderOptions(
            divider: HalvingDivider(), waitSeconds: 0, programVersion: "test")
        let new = (real: try spool.outbox.openSender(options), model: try model.openSender(options))
        senders = new
        same(new.real.epoch, new.model.epoch, "epoch", comment)
        same(new.real.recovery, new.model.recovery, "recovery", comment)
        return new
    }

    private func enqueue(
        _ automation: String, _ parts: [ModelStep.Part], ends: Bool, isNew: Bool, _ comment: String
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
        same(try? real.get(), try? other.get(), "enqueue \(real) \(other)", comment)
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
        same(try spool.outbox.openRun(new), try model.openRun(new), "run", "open")
        openRuns[automation] = (id, 1)
        return (id, 1)
    }

    private func claim(_ limit: Int, _ comment: String) throws {
        let senders = try bothSenders(comment)
        let real = try senders.real.claim(limit: limit, lanes: nil, now: now)
        same(real, try senders.model.claim(limit: limit, lanes: nil, now: now), "claims", comment)
        for claim in real {
            #expect(try bytes(senders.real.body(of: claim)).count == Int(claim.bodyLength))
        }
        inFlight += real
        same(
            try senders.real.nextDue(lanes: nil, now: now),
            try senders.model.nextDue(lanes: nil, now: now), "next due", comment)
    }

    private func settle(_ choices: [(Int, Verdict)], _ comment: String) throws {
        guard let senders else { return }
        var outcomes: [Outcome] = []
        for (position, verdict) in choices where !inFlight.isEmpty {
            outcomes.append(Outcome(inFlight.remove(at: position % inFlight.count), verdict))
        }
        guard !outcomes.isEmpty else { return }
        same(
            try senders.real.settle(outcomes, now: now),
            try senders.model.settle(outcomes, now: now),
            "settlements", comment)
    }

    private func change(
        _ target: ModelStep.Target, _ action: OperatorAction, _ comment: String
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
        for dryRun in [true, false] {
            same(
                try spool.outbox.change(selection, action, actor: "test", dryRun: dryRun),
                try model.change(selection, action, actor: "test", dryRun: dryRun),
                "change, dry run \(dryRun)", comment)
        }
    }

    private func reconfigure(_ policies: [AutomationPolicy], _ comment: String) throws {
        self.policies = policies
        let senders = try bothSenders(comment)
        // Messages in flight of a moved lane would be judged in another one.
        guard inFlight.isEmpty else {
            self.senders = nil
            return try reopen()
        }
        same(
            try senders.real.reconfigure(policies, now: now),
            try senders.model.reconfigure(policies, now: now), "reconfigure", comment)
    }

    // MARK: - Comparison

    private func compare(_ comment: String) throws {
        var all = MessageSelection.all
        all.states = Set(MessageState.allCases)
        same(
            try spool.outbox.page(all, after: nil, limit: 10_000),
            try model.page(all, after: nil, limit: 10_000), "messages", comment)
        same(try spool.outbox.stats().lanes, try model.stats().lanes, "lanes", comment)
        let selection = RunSelection(limit: 5, withEvents: false)
        same(try spool.outbox.runs(selection), try model.runs(selection), "runs", comment)
        for automation in ModelStep.automations {
            same(
                try spool.outbox.checkpoints(of: automation), model.checkpoints(of: automation),
                "checkpoints", comment)
        }
        let receipts = ReceiptSelection(since: now, limit: 200)
        same(try spool.outbox.receipts(receipts), model.receipts(receipts), "receipts", comment)
    }

    /// When faults stop and a person has looked after what waits for one, everything is delivered (I3, I15).
    func settleEverything(comment: String) throws {
        try reconfigure(ModelStep.policies[0], comment)
        let senders = try bothSenders(comment)
        try settle(inFlight.map { _ in (0, .ok) }, comment)
        _ = try spool.outbox.change(.all, .release(force: true), actor: "test", dryRun: false)
        let dead = MessageSelection(states: [.dead])
        let retry = OperatorAction.retry(at: nil, resetAttempts: true, force: true)
        _ = try spool.outbox.change(dead, retry, actor: "test", dryRun: false)
        let corrupt = MessageSelection(states: [.corrupt])
        let cancel = OperatorAction.cancel(reason: nil, force: false)
        _ = try spool.outbox.change(corrupt, cancel, actor: "test", dryRun: false)
        var rounds = 0
        while rounds < 100_000 {
            rounds += 1
            let claims = try senders.real.claim(limit: 8, lanes: nil, now: now)
            if claims.isEmpty {
                guard let next = try senders.real.nextDue(lanes: nil, now: now) else { break }
                // Something is due, and yet nothing was claimed: that would be for ever.
                guard next > now else {
                    Issue.record("\(comment): due but not claimed")
                    return
                }
                spool.clock.advance(next.seconds(since: now))
                continue
            }
            _ = try senders.real.settle(claims.map { Outcome($0, .ok) }, now: now)
        }
        let left = try spool.outbox.page(.all, after: nil, limit: 10).messages
        let lanes = try spool.outbox.stats().lanes
        #expect(left == [], "\(comment)\n\(lanes)")
        #expect(try spool.outbox.stats().bytes == 0, "\(comment)")
        for id in made { #expect(try spool.outbox.receipt(of: id) != nil, "\(comment): \(id)") }
        #expect(try spool.outbox.verify(VerifyOptions(deep: true)).problems == [], "\(comment)")
    }
}
