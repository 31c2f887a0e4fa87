import HealthModel
import Synchronization

@testable import HealthOutbox

extension ModelOutbox {
    func openSender(_ options: SenderOptions) throws -> any OutboxSender {
        let now = clock.now
        let (epoch, report) = try transact { world in
            guard world.sender == nil else { throw OutboxError(.busy, "busy") }
            var report = RecoveryReport(wasClean: world.epoch == 0 || world.isClean)
            world.epoch += 1
            world.isClean = false
            world.sender = world.epoch
            for index in world.messages.indices
            where world.messages[index].machine.state == .inflight {
                let message = world.messages[index]
                let name = try world.box(message.run).new.automationName
                let policy = world.policy(of: message.automation, name: name)
                let phase = message.attempts.last?.phase ?? .sending
                let began = phase != .started && phase != .connected
                try world.apply(
                    .crashed(began: began, personDecides: !policy.idempotent), at: index, now: now)
                if world.messages[index].machine.state == .held {
                    report.suspects += 1
                } else {
                    report.recovered += 1
                }
            }
            for name in world.lanes.keys {
                world.lanes[name]?.lane.forgetProbe()
                _ = world.lanes[name]?.lane.tryAnew(now: now)
            }
            try ModelSender.applyPolicies(&world, &report, now: now)
            return (world.epoch, report)
        }
        return ModelSender(self, options, epoch: epoch, recovery: report)
    }
}

/// The sending side of the model.
final class ModelSender: OutboxSender {
    let epoch: Int64
    let recovery: RecoveryReport
    let outbox: ModelOutbox
    let options: SenderOptions
    let choice = Mutex(ModelChoice())

    struct ModelChoice {
        var retryTurn: Set<String> = []
        var lastLane = ""
        var indivisible: Set<Identifier> = []
        var retainAt = Moment(milliseconds: .min)
    }

    init(_ outbox: ModelOutbox, _ options: SenderOptions, epoch: Int64, recovery: RecoveryReport) {
        (self.outbox, self.options, self.epoch, self.recovery) = (outbox, options, epoch, recovery)
    }

    func body(of claim: Claim) throws -> any BodySource {
        guard let body = outbox.storedBody(of: claim.id) else {
            throw OutboxError(.bodyMismatch, "gone")
        }
        return body
    }

    func mark(_ claim: Claim, reached phase: Verdict.Phase) throws {
        try outbox.transact { world in
            guard let index = Self.current(claim, world) else { throw OutboxError(.busy, "stale") }
            let last = world.messages[index].attempts.count - 1
            world.messages[index].attempts[last].phase = phase
        }
    }

    static func current(_ claim: Claim, _ world: ModelWorld) -> Int? {
        world.index(of: claim.id).flatMap { index in
            let message = world.messages[index]
            return message.machine.state == .inflight && message.machine.epoch == claim.epoch
                && message.tries == claim.attempt ? index : nil
        }
    }

    func settle(_ outcomes: [Outcome], now: Moment) throws -> [Settlement] {
        let pieces = try outcomes.map { try prepare($0) }
        let options = ModelPieces(pieces)
        return try outbox.transact { world in
            var settlements: [Settlement] = []
            var touched: Set<String> = []
            for (outcome, pieces) in zip(outcomes, options.all) {
                settlements.append(try Self.settle(outcome, pieces, &world, now: now))
                touched.insert(outcome.claim.automation)
            }
            for automation in touched.sorted() { world.advance(automation, now: now) }
            return settlements
        }
    }

    private static func settle(
        _ outcome: Outcome, _ pieces: [Pieces.Named]?, _ world: inout ModelWorld, now: Moment
    ) throws -> Settlement {
        let claim = outcome.claim
        guard let index = current(claim, world) else {
            let lane = world.lanes[claim.lane]?.lane ?? Lane()
            return Settlement(
                id: claim.id, automation: claim.automation, run: claim.run, lane: claim.lane,
                state: nil, dueAt: nil, reason: nil, laneState: lane.state,
                concurrency: lane.width(concurrencyMax: world.concurrencyMax(ofLane: claim.lane)),
                laneChanged: false,
                laneReason: lane.reason)
        }
        let message = world.messages[index]
        let policy = world.policy(of: message.automation, name: claim.automationName)
        let before = world.lanes[message.lane]?.lane ?? Lane()
        var lane = before
        let judgement = lane.judge(
            outcome.verdict,
            of: MessageFacts(
                id: message.id, attempts: message.machine.attempts, tally: message.tally,
                records: message.new.records, bodyLength: message.length,
                isEncoded: message.new.contentEncoding != nil, hasPieces: pieces != nil,
                isIdempotent: policy.idempotent),
            concurrencyMax: world.concurrencyMax(ofLane: message.lane), now: now,
            random: &world.random)
        world.lanes[message.lane, default: ModelWorld.LaneBox()].lane = lane
        world.messages[index].tally = judgement.tally
        try world.apply(
            judgement.event, at: index, now: now, verdict: outcome.verdict, pieces: pieces ?? [])
        try world.follow(before, message.lane, actor: "sender", now: now)
        let machine = world.messages[index].machine
        let after = world.lanes[message.lane]?.lane ?? Lane()
        return Settlement(
            id: message.id, automation: message.automation, run: claim.run, lane: message.lane,
            state: machine.state, dueAt: machine.state == .ready ? machine.dueAt : nil,
            reason: machine.reason, laneState: after.state,
            concurrency: after.width(concurrencyMax: world.concurrencyMax(ofLane: message.lane)),
            laneChanged: after.state != before.state, laneReason: after.reason)
    }

    private func prepare(_ outcome: Outcome) throws -> [Pieces.Named]? {
        guard outcome.verdict.fate == .tooLarge || outcome.verdict.fate == .replace else {
            return nil
        }
        let message = outbox.storage.world.withLock { world in
            Self.current(outcome.claim, world).map { world.messages[$0] }
        }
        guard let message else { return nil }
        return outcome.verdict.fate == .tooLarge ? try divide(message) : try rewrite(message)
    }

    private static func content(_ message: ModelWorld.Message, run: Identifier) -> MessageContent {
        MessageContent(
            id: message.id, automation: message.automation, automationName: "", run: run,
            part: message.part, headers: message.new.headers, contentType: message.new.contentType,
            contentEncoding: message.new.contentEncoding, records: message.new.records,
            bodyLength: message.length, from: message.new.from, to: message.new.to)
    }

    private func name(_ message: ModelWorld.Message, _ number: Int) -> (PieceName, Identifier) {
        let run = outbox.storage.world.withLock { $0.runs[message.run]?.id } ?? message.id
        let part = "\(message.part).\(number)"
        let id = DerivedID.request(automation: message.automation, run: run, part: part)
        return (PieceName(id: id, part: part), run)
    }

    func divide(_ message: ModelWorld.Message) throws -> [Pieces.Named]? {
        guard message.new.records >= 2, let divider = options.divider, let bytes = message.bytes
        else {
            return nil
        }
        let (first, run) = name(message, 1)
        let (second, _) = name(message, 2)
        return try divider.divide(
            Self.content(message, run: run), body: BytesBody(bytes), names: (first, second),
            stage: { outbox.stage() }
        ).map { [(first, $0.0), (second, $0.1)] }
    }

    private func rewrite(_ message: ModelWorld.Message) throws -> [Pieces.Named]? {
        guard message.new.contentEncoding != nil, let divider = options.divider,
            let bytes = message.bytes
        else { return nil }
        let (first, run) = name(message, 1)
        return try divider.rewrite(
            Self.content(message, run: run), body: BytesBody(bytes), name: first,
            stage: { outbox.stage() }
        ).map { [(first, $0)] }
    }

    func nextDue(lanes: Set<String>?, now: Moment) -> Moment? {
        outbox.storage.world.withLock { world in
            var next: Moment?
            for message in world.messages where message.machine.state == .ready {
                guard lanes?.contains(message.lane) ?? true, world.isItsTurn(message),
                    let lane = world.lanes[message.lane]?.lane
                else { continue }
                let busy = world.messages.count {
                    $0.lane == message.lane && $0.machine.state == .inflight
                }
                let sharing = (world.policies ?? [:]).values.filter { policy in
                    policy.lane == message.lane
                        && world.messages.contains {
                            $0.automation == policy.automation && $0.machine.state.blocksOrder
                        }
                }
                let most = sharing.map(\.concurrencyMax).min() ?? 1
                var due = message.machine.dueAt
                switch lane.gate(now: now) {
                case .open:
                    guard busy < max(1, min(lane.concurrency, most)) else { continue }
                case .probe:
                    guard busy == 0, lane.memory.probe == nil else { continue }
                    due = max(due, now)
                case .closed(let until):
                    guard let until else { continue }
                    due = max(due, until)
                }
                next = min(next ?? due, due)
            }
            return next
        }
    }

    func reconfigure(_ policies: [AutomationPolicy], now: Moment) throws -> RecoveryReport {
        outbox.configure(policies)
        return try outbox.transact { world in
            var report = RecoveryReport(wasClean: true)
            try Self.applyPolicies(&world, &report, now: now)
            for name in world.lanes.keys where world.lanes[name]?.lane.memory.probe == nil {
                _ = world.lanes[name]?.lane.tryAnew(now: now)
            }
            return report
        }
    }

    static func applyPolicies(
        _ world: inout ModelWorld, _ report: inout RecoveryReport, now: Moment
    ) throws {
        guard let policies = world.policies else { return }
        var notes: [String: [String: Int]] = [:]
        for index in world.messages.indices {
            let message = world.messages[index]
            guard let policy = policies[message.automation] else {
                if message.machine.state == .ready {
                    try world.apply(.held(reason: "automation_removed"), at: index, now: now)
                    report.heldForRemoval += 1
                    notes[message.automation, default: [:]]["hold", default: 0] += 1
                }
                continue
            }
            if message.machine.state == .held, message.machine.reason == "automation_removed" {
                try world.apply(.released(due: now), at: index, now: now)
                report.released += 1
                notes[message.automation, default: [:]]["release", default: 0] += 1
            }
            if message.isLive, message.lane != policy.lane {
                world.messages[index].lane = policy.lane
                world.lanes[policy.lane] = world.lanes[policy.lane] ?? ModelWorld.LaneBox()
                report.moved += 1
                notes[message.automation, default: [:]]["move", default: 0] += 1
            }
        }
        for (automation, counts) in notes.sorted(by: { $0.key < $1.key }) {
            for action in ["release", "move", "hold"] {
                guard let count = counts[action] else { continue }
                let why =
                    action == "move"
                    ? ["lane": policies[automation]?.lane ?? ""] : ["cause": "configuration"]
                world.note(
                    "sender", action, automation, why.merging(["messages": "\(count)"]) { $1 }, now)
            }
        }
    }

    func tend(idle: Bool, now: Moment) throws {
        let retains = choice.withLock { choice in
            guard idle, choice.retainAt <= now else { return false }
            choice.retainAt = now.advanced(bySeconds: 60)
            return true
        }
        try outbox.transact { world in
            let before = Moment(milliseconds: now.milliseconds - 3_600_000)
            world.messages.removeAll { $0.finishedAt.map { $0 < before } ?? false }
            if retains { world.retain(now: now) }
        }
    }

    func close(now: Moment) throws {
        try outbox.transact { world in
            world.isClean = true
            world.sender = nil
        }
    }
}

/// Pieces on their way into a transaction.
struct ModelPieces: Sendable {
    let all: [[Pieces.Named]?]

    init(_ all: [[Pieces.Named]?]) { self.all = all }
}
