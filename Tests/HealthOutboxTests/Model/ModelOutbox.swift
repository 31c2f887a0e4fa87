import Crypto
import HealthModel
import Synchronization

@testable import HealthOutbox

/// The outbox as a value in memory: plain enough to be right by inspection, so that the real one can be held to it.
///
/// It shares the state machines with the real one, since those have their own exhaustive tests, and nothing else.
final class ModelOutbox: Outbox {
    final class MemoryWriter: BodyWriter {
        private var bytes: [UInt8] = []
        var length: Int64 { Int64(bytes.count) }

        func append(_ bytes: Span<UInt8>) {
            for index in bytes.indices { self.bytes.append(bytes[index]) }
        }

        func finish() -> StagedBody {
            StagedBody(
                length: length, digest: Array(SHA256.hash(data: bytes)), storage: .bytes(bytes))
        }
    }

    /// What survives a crash.
    final class Storage: Sendable {
        let world: Mutex<ModelWorld>

        init(limits: OutboxLimits, seed: UInt64) {
            world = Mutex(ModelWorld(random: SeededRandom(seed: seed), limits: limits))
        }
    }

    let storage: Storage
    let clock: ManualClock

    init(_ storage: Storage, _ clock: ManualClock) {
        (self.storage, self.clock) = (storage, clock)
    }

    /// All or nothing, as a transaction.
    func transact<Value: Sendable>(
        _ body: (inout ModelWorld) throws -> sending Value
    ) throws -> Value {
        try storage.world.withLock { world in
            var copy = world
            let value = try body(&copy)
            world = copy
            return value
        }
    }

    func stage() -> any BodyWriter { MemoryWriter() }

    func configure(_ policies: [AutomationPolicy]) {
        storage.world.withLock { world in
            world.policies = Dictionary(
                policies.map { ($0.automation, $0) }, uniquingKeysWith: { first, _ in first })
        }
    }

    func close() {}

    // MARK: - Enqueue and runs

    func enqueue(_ messages: [NewMessage], advancing progress: Progress) throws -> EnqueueReport {
        let now = clock.now
        return try transact { world in
            guard let run = world.run(progress.run) else {
                throw OutboxError(.misuse, "no run")
            }
            let box = try world.box(run)
            let policy = world.policy(of: box.new.automation, name: box.new.automationName)
            var ids: [Identifier] = []
            var new: [(Identifier, NewMessage)] = []
            for message in messages {
                let id = DerivedID.request(
                    automation: box.new.automation, run: box.id, part: message.part)
                ids.append(id)
                let known =
                    world.messages.first { $0.id == id }?.digest
                    ?? world.receipts.first { $0.receipt.id == id }?.receipt.bodyDigest
                if let known {
                    guard known == message.body.digest else { throw OutboxError(.misuse, "body") }
                } else {
                    new.append((id, message))
                }
            }
            try Self.checkRoom(new.map(\.1), policy, world)
            let life = policy.lifeSeconds.map { Int64($0 * 1000) }
            for (id, message) in new {
                world.insert(
                    message, id: id, run: run, lane: policy.lane, createdAt: now, due: now,
                    parent: nil, life: life)
            }
            try Self.advance(run, progress, now: now, &world)
            return EnqueueReport(ids: ids, repeated: messages.count - new.count)
        }
    }

    private static func checkRoom(
        _ new: [NewMessage], _ policy: AutomationPolicy, _ world: ModelWorld
    ) throws {
        guard !new.isEmpty else { return }
        let bytes = new.reduce(Int64(0)) { $0 + $1.body.length }
        let live = world.messages.count { $0.isLive }
        let laneMax =
            ((world.policies ?? [:]).values.filter { $0.lane == policy.lane } + [policy])
            .compactMap(\.bytesMax).min() ?? .max
        if live + new.count > world.limits.messagesMax
            || world.bytes(ofLane: nil) + bytes > world.limits.bytesMax
            || world.bytes(ofLane: policy.lane) + bytes > laneMax
        {
            throw OutboxError(.full, "full")
        }
    }

    private static func advance(
        _ run: Int, _ progress: Progress, now: Moment, _ world: inout ModelWorld
    ) throws {
        let new = try world.box(run).new
        if let cursor = progress.cursor { world.runs[run]?.cursor = cursor }
        world.runs[run]?.nextPart = progress.nextPart
        if let counts = progress.counts { world.runs[run]?.counts = counts }
        for advance in progress.advances {
            let old = world.checkpoints[new.automation]?[advance.stream]
            world.checkpoints[new.automation, default: [:]][advance.stream] = Checkpoint(
                storeID: new.storeID, enqueuedThrough: advance.enqueuedThrough,
                deliveredThrough: old?.storeID == new.storeID ? old?.deliveredThrough : nil,
                updatedAt: now)
            world.runs[run]?.passages[advance.stream] = advance.enqueuedThrough
        }
        for line in progress.sent {
            world.sent[new.automation, default: [:]][line.stream, default: [:]][line.day] =
                line.digest
        }
        if let ending = progress.ending { end(run, as: ending, now: now, &world) }
    }

    static func end(_ run: Int, as ending: RunEnding, now: Moment, _ world: inout ModelWorld) {
        if world.runs[run]?.endedAt == nil {
            world.runs[run]?.endedAt = now
            world.runs[run]?.ending = ending
        }
        world.advance(world.runs[run]?.new.automation ?? "", now: now)
    }

    func openRun(_ new: NewRun) throws -> Run {
        let now = clock.now
        return try transact { world in
            let id = new.id ?? Identifier.random()
            if let known = world.run(id) { return world.value(of: known, try world.box(known)) }
            let policy = world.policy(of: new.automation, name: new.automationName)
            let learned = world.lanes[policy.lane]?.lane.bodyLimit(now: now)
            let noEncoding = world.lanes[policy.lane]?.lane.noEncoding ?? false
            var box = ModelWorld.RunBox(new: new, id: id, startedAt: now)
            box.noEncoding = noEncoding
            box.bodyLimit = [learned, policy.bodyMax].compactMap { $0 }.min()
            world.runs.append(box)
            return world.value(of: world.runs.count - 1, box)
        }
    }

    func unfinishedRun(of automation: String) throws -> Run? {
        storage.world.withLock { world in
            for (index, box) in world.runs.enumerated() {
                if let box, box.new.automation == automation, box.endedAt == nil {
                    return world.value(of: index, box)
                }
            }
            return nil
        }
    }

    func resumeRun(_ id: Identifier) throws -> Run {
        try transact { world in
            guard let run = world.run(id), try world.box(run).endedAt == nil else {
                throw OutboxError(.unknown, "no run")
            }
            return world.value(of: run, try world.box(run))
        }
    }

    func endRun(_ id: Identifier, as ending: RunEnding) throws {
        let now = clock.now
        try transact { world in
            guard let run = world.run(id) else { throw OutboxError(.unknown, "no run") }
            Self.end(run, as: ending, now: now, &world)
        }
    }

    func log(_ events: [RunEvent], in run: Identifier) throws {
        try transact { world in
            guard let index = world.run(run) else { throw OutboxError(.unknown, "no run") }
            world.runs[index]?.events += events
        }
    }

    func runs(_ selection: RunSelection) throws -> [RunReport] {
        storage.world.withLock { world in
            let before = selection.before.flatMap { world.run($0) } ?? world.runs.count
            return world.runs.indices.reversed().compactMap { index -> RunReport? in
                guard index < before, let box = world.runs[index],
                    selection.automation == nil || selection.automation == box.new.automation,
                    selection.id == nil || selection.id == box.id
                else { return nil }
                let events = selection.withEvents ? box.events.prefix(selection.eventsMax) : []
                return RunReport(run: world.value(of: index, box), events: Array(events))
            }.prefix(selection.limit).map { $0 }
        }
    }

    func clearLog(automation: String?) throws -> Int {
        try transact { world in
            world.removeFinished { automation == nil || automation == $0.new.automation }
        }
    }

    // MARK: - Checkpoints

    func checkpoints(of automation: String) -> [String: Checkpoint] {
        storage.world.withLock { $0.checkpoints[automation] ?? [:] }
    }

    func sentDigests(
        automation: String, stream: String, days: ClosedRange<CivilDate>?
    ) -> [CivilDate: UInt64] {
        storage.world.withLock { world in
            (world.sent[automation]?[stream] ?? [:]).filter { days?.contains($0.key) ?? true }
        }
    }

    func resetAutomation(
        _ automation: String, to point: ResetPoint, sentFrom day: CivilDate?
    ) throws {
        let now = clock.now
        try transact { world in
            switch point {
            case .beginning:
                world.checkpoints[automation] = nil
            case .position(let position, let storeID):
                for stream in (world.checkpoints[automation] ?? [:]).keys {
                    world.checkpoints[automation]?[stream] = Checkpoint(
                        storeID: storeID, enqueuedThrough: position, deliveredThrough: nil,
                        updatedAt: now)
                }
            }
            for stream in (world.sent[automation] ?? [:]).keys {
                let kept = (world.sent[automation]?[stream] ?? [:]).filter { line in
                    day.map { line.key < $0 } ?? false
                }
                world.sent[automation]?[stream] = kept
            }
            for index in world.runs.indices where world.runs[index]?.new.automation == automation {
                world.runs[index]?.passages = [:]
            }
            for index in world.runs.indices
            where world.runs[index]?.new.automation == automation
                && world.runs[index]?.endedAt == nil
            {
                Self.end(index, as: .closed, now: now, &world)
            }
            world.note(
                "user", "reset", automation, ["sent_from": day.map { "\($0.dayNumber)" } ?? "all"],
                now)
        }
    }
}
