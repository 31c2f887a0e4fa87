import HealthModel

@testable import HealthOutbox

/// Everything that a model outbox stores: arrays and dictionaries, no files, no SQL.
struct ModelWorld: Sendable {
    struct Message: Sendable {
        var row: Int64
        var id: Identifier
        var run: Int
        var automation: String
        var part: String
        var seq: Int64
        var lane: String
        var stream: String?
        var machine: MessageMachine
        var new: NewMessage
        var bytes: [UInt8]?
        var length: Int64
        var digest: [UInt8]
        var createdAt: Moment
        var expiresAt: Moment?
        var life: Int64?
        var tries = 0
        var parent: Identifier?
        var tally = Tally()
        var last: MessageSummary.Last?
        var finishedAt: Moment?
        var attempts: [AttemptRecord] = []

        var isLive: Bool { !machine.state.isFinished }
    }

    struct LaneBox: Sendable {
        var lane = Lane()
        var discarded: [String: Int] = [:]
    }

    struct RunBox: Sendable {
        var new: NewRun
        var id: Identifier
        var bodyLimit: Int64?
        var noEncoding = false
        var cursor: [UInt8]?
        var nextPart = 1
        var counts: [String: Int64] = [:]
        var startedAt: Moment
        var endedAt: Moment?
        var ending: RunEnding?
        var events: [RunEvent] = []
        /// Counted once, when something is enqueued; the rest is counted when it is asked for.
        var records: Int64 = 0
        var bytes: Int64 = 0
        var requests = 0
        var delivered = 0
        var discarded = 0
        var passages: [String: [UInt8]] = [:]
    }

    var policies: [String: AutomationPolicy]?
    var messages: [Message] = []
    /// Each with the number of its message.
    var receipts: [(row: Int64, receipt: Receipt)] = []
    var lanes: [String: LaneBox] = [:]
    /// `nil` for those that were removed.
    var runs: [RunBox?] = []
    var checkpoints: [String: [String: Checkpoint]] = [:]
    var sent: [String: [String: [CivilDate: UInt64]]] = [:]
    /// Oldest first.
    var activity: [ActivityLine] = []
    var epoch: Int64 = 0
    var isClean = false
    /// The sender that is alive, if any.
    var sender: Int64?
    var rowsMade: Int64 = 0
    var random: SeededRandom
    var limits: OutboxLimits

    mutating func note(
        _ actor: String, _ action: String, _ target: String, _ detail: [String: String],
        _ now: Moment
    ) {
        activity.append(
            ActivityLine(at: now, actor: actor, action: action, target: target, detail: detail))
    }

    // MARK: - Looking

    func policy(of automation: String, name: String) -> AutomationPolicy {
        policies?[automation] ?? AutomationPolicy(automation: automation, name: name)
    }

    func concurrencyMax(ofLane lane: String) -> Int {
        let sharing = (policies ?? [:]).values.filter { $0.lane == lane }
        return sharing.map(\.concurrencyMax).min() ?? 4
    }

    func index(of id: Identifier) -> Int? { messages.firstIndex { $0.id == id } }

    func run(_ id: Identifier) -> Int? { runs.firstIndex { $0?.id == id } }

    func box(_ run: Int) throws -> RunBox {
        guard let box = runs[run] else { throw OutboxError(.unknown, "no run") }
        return box
    }

    func live(of run: Int) -> [Message] { messages.filter { $0.run == run && $0.isLive } }

    func value(of run: Int, _ box: RunBox) -> Run {
        let live = live(of: run)
        let dead = live.count { $0.machine.state == .dead }
        let state: RunState =
            if box.endedAt == nil {
                .running
            } else if dead > 0 || box.isFailed {
                .failed
            } else if !live.isEmpty {
                .queued
            } else if box.ending == .closed {
                .closed
            } else {
                box.requests == 0 ? .empty : .delivered
            }
        return Run(
            id: box.id, automation: box.new.automation, automationName: box.new.automationName,
            kind: box.new.kind, storeID: box.new.storeID, generation: box.new.generation,
            from: box.new.from, to: box.new.to, configDigest: box.new.configDigest,
            bodyLimit: box.bodyLimit, noEncoding: box.noEncoding, cursor: box.cursor,
            nextPart: box.nextPart,
            startedAt: box.startedAt, endedAt: box.endedAt, state: state, counts: box.counts,
            error: box.error, requests: box.requests, delivered: box.delivered,
            discarded: box.discarded, dead: dead, unfinished: live.count, records: box.records,
            bytes: box.bytes)
    }

    func summary(_ message: Message) throws -> MessageSummary {
        let box = try box(message.run)
        let machine = message.machine
        return MessageSummary(
            id: message.id, state: machine.state, automation: message.automation,
            automationName: box.new.automationName, run: box.id, part: message.part,
            seq: message.seq, lane: message.lane, stream: message.stream, bytes: message.length,
            records: message.new.records, attempts: machine.attempts, createdAt: message.createdAt,
            dueAt: machine.state == .ready ? machine.dueAt : nil, expiresAt: message.expiresAt,
            maybeDelivered: machine.maybeDelivered, reason: machine.reason,
            parent: message.parent, last: message.last)
    }

    /// In the order of runs and enqueues, dead ones where the policy says that they block.
    func inOrder(_ policy: AutomationPolicy) -> [Message] {
        messages.filter { message in
            message.automation == policy.automation
                && (message.machine.state.blocksOrder
                    || (message.machine.state == .dead && policy.onDead == .block))
        }.sorted { ($0.run, $0.seq, $0.row) < ($1.run, $1.seq, $1.row) }
    }

    /// The message that keeps another one from being sent, by order alone.
    func blocker(of message: Message, _ policy: AutomationPolicy) -> Message? {
        switch policy.order {
        case .none:
            return nil
        case .run:
            return messages.filter {
                $0.automation == message.automation && $0.run < message.run
                    && $0.machine.state.blocksOrder
            }.min { ($0.run, $0.seq) < ($1.run, $1.seq) }
        case .strict:
            return inOrder(policy).first.flatMap { $0.row == message.row ? nil : $0 }
        case .stream:
            return inOrder(policy).prefix { $0.row != message.row }.first {
                $0.stream == nil || message.stream == nil || $0.stream == message.stream
            }
        }
    }

    /// Whether order lets it be sent, once it is due.
    func isItsTurn(_ message: Message) -> Bool {
        guard let policy = policies?[message.automation] else { return false }
        return policy.lane == message.lane && blocker(of: message, policy) == nil
    }

    func isOvertaken(_ message: Message) -> Bool {
        receipts.contains { _, receipt in
            receipt.automation == message.automation && receipt.seq > message.seq
                && receipt.run != runs[message.run]?.id && receipt.outcome == .delivered
                && (receipt.stream == nil || message.stream == nil
                    || receipt.stream == message.stream)
                && Self.isBefore(receipt.from, message.new.to)
                && Self.isBefore(message.new.from, receipt.to)
        }
    }

    private static func isBefore(_ left: Instant?, _ right: Instant?) -> Bool {
        guard let left, let right else { return true }
        return left < right
    }

    func bytes(ofLane lane: String?) -> Int64 {
        messages.filter { $0.isLive && $0.bytes != nil && (lane == nil || $0.lane == lane) }
            .reduce(0) { $0 + $1.length }
    }
}

extension ModelWorld.RunBox {
    var isFailed: Bool { if case .failed = ending { true } else { false } }
    var error: String? { if case .failed(let text) = ending { text } else { nil } }
}
