import HealthModel
import Synchronization

@testable import HealthOutbox

extension ModelSender {
    func claim(limit: Int, lanes: Set<String>?, now: Moment) throws -> [Claim] {
        for _ in 0..<8 {
            let round = try outbox.transact { world in
                var round = Round(sender: self, limit: limit, lanes: lanes, now: now)
                try round.run(&world)
                return round
            }
            guard !round.tooLarge.isEmpty else { return round.claims }
            for message in round.tooLarge {
                guard let pieces = try divide(message) else {
                    choice.withLock { _ = $0.indivisible.insert(message.id) }
                    continue
                }
                let box = ModelPieces([pieces])
                try outbox.transact { world in
                    guard let index = world.index(of: message.id) else { return }
                    try world.apply(.divided, at: index, now: now, pieces: box.all[0] ?? [])
                }
            }
            if !round.claims.isEmpty { return round.claims }
        }
        return []
    }

    struct Round: Sendable {
        let sender: ModelSender
        let limit: Int
        let lanes: Set<String>?
        let now: Moment
        var claims: [Claim] = []
        var tooLarge: [ModelWorld.Message] = []
        var stops = false
        /// In flight when the round began.
        var busy: [ModelWorld.Message] = []

        init(sender: ModelSender, limit: Int, lanes: Set<String>?, now: Moment) {
            (self.sender, self.limit, self.lanes, self.now) = (sender, limit, lanes, now)
        }

        mutating func run(_ world: inout ModelWorld) throws {
            var expired: [String: Int] = [:]
            for index in world.messages.indices
            where world.messages[index].machine.state == .ready
                && world.messages[index].expiresAt.map({ $0 <= now }) ?? false
            {
                try world.apply(.held(reason: "expired"), at: index, now: now)
                expired[world.messages[index].automation, default: 0] += 1
            }
            for (automation, count) in expired.sorted(by: { $0.key < $1.key }) {
                world.note(
                    "sender", "hold", automation, ["messages": "\(count)", "cause": "expired"], now)
            }
            busy = world.messages.filter { $0.machine.state == .inflight }
            if busy.contains(where: { $0.machine.unfinished > 5 }) { stops = true }
            var byLane: [String: [AutomationPolicy]] = [:]
            for automation in Set(
                world.messages.filter { $0.machine.state.blocksOrder }.map(\.automation)
            ).sorted() {
                guard let policy = world.policies?[automation], lanes?.contains(policy.lane) ?? true
                else { continue }
                byLane[policy.lane, default: []].append(policy)
            }
            let last = sender.choice.withLock { $0.lastLane }
            let names = byLane.keys.sorted()
            for name in names.filter({ $0 > last }) + names.filter({ $0 <= last }) {
                if stops || claims.count >= limit { return }
                try claim(from: name, byLane[name] ?? [], &world)
            }
        }

        private mutating func claim(
            from name: String, _ policies: [AutomationPolicy], _ world: inout ModelWorld
        ) throws {
            let horizon = now.advanced(bySeconds: 30 * 3600)
            if let resumeAt = world.lanes[name]?.lane.resumeAt, resumeAt > horizon {
                world.lanes[name]?.lane.resumeAt = now
            }
            for index in world.messages.indices
            where world.messages[index].lane == name
                && world.messages[index].machine.state == .ready
                && world.messages[index].machine.dueAt > horizon
                && world.messages[index].machine.dueBy != .person
            {
                try world.apply(.rescheduled(due: now), at: index, now: now)
            }
            let lane = world.lanes[name]?.lane ?? Lane()
            let inLane = busy.filter { $0.lane == name }
            let most = policies.map(\.concurrencyMax).min() ?? 1
            let eligible = policies.flatMap { Self.eligible($0, lane: name, world, now: now) }
                .sorted { ($0.machine.dueAt, $0.seq, $0.row) < ($1.machine.dueAt, $1.seq, $1.row) }
            switch lane.gate(now: now) {
            case .closed:
                return
            case .probe:
                guard inLane.isEmpty, lane.memory.probe == nil else { return }
                let culprit = lane.memory.culprit
                guard
                    let message = eligible.first(where: { $0.id.text != culprit })
                        ?? eligible.first
                else { return }
                let before = claims.count
                try take(message, lane, isProbe: true, &world)
                if claims.count > before {
                    world.lanes[name]?.lane.memory.probe = message.id.text
                }
            case .open:
                let concurrency = max(1, min(lane.concurrency, most))
                let slots = min(concurrency - inLane.count, limit - claims.count)
                guard slots > 0 else { return }
                try fill(slots, concurrency, lane, name, inLane, eligible, &world)
            }
        }

        private mutating func fill(
            _ slots: Int, _ concurrency: Int, _ lane: Lane, _ name: String,
            _ inLane: [ModelWorld.Message], _ eligible: [ModelWorld.Message],
            _ world: inout ModelWorld
        ) throws {
            let fresh = eligible.filter { $0.machine.attempts == 0 }
            let retries = eligible.filter { $0.machine.attempts > 0 }
            var picked: [ModelWorld.Message]
            if concurrency == 1 {
                let retryFirst = sender.choice.withLock { $0.retryTurn.contains(name) }
                let first = retryFirst ? retries.first ?? fresh.first : fresh.first ?? retries.first
                picked = [first].compactMap { $0 }
            } else {
                let half = concurrency / 2
                let retriesBusy = inLane.count { $0.machine.attempts > 0 }
                let freshBusy = inLane.count - retriesBusy
                picked = Array(retries.prefix(min(slots, max(0, half - retriesBusy))))
                let rest = slots - picked.count
                picked += fresh.prefix(min(rest, max(0, concurrency - half - freshBusy)))
                let taken = Set(picked.map(\.id))
                picked += eligible.filter { !taken.contains($0.id) }.prefix(slots - picked.count)
                picked.sort {
                    ($0.machine.dueAt, $0.seq, $0.row) < ($1.machine.dueAt, $1.seq, $1.row)
                }
            }
            for message in picked {
                if stops { return }
                try take(message, lane, isProbe: false, &world)
            }
            guard let last = picked.last else { return }
            sender.choice.withLock { choice in
                choice.lastLane = name
                if last.machine.attempts > 0 {
                    choice.retryTurn.remove(name)
                } else {
                    choice.retryTurn.insert(name)
                }
            }
        }

        private mutating func take(
            _ message: ModelWorld.Message, _ lane: Lane, isProbe: Bool, _ world: inout ModelWorld
        ) throws {
            if message.machine.mustBeAlone {
                stops = true
                guard claims.isEmpty, busy.isEmpty else { return }
            }
            let isKnown = sender.choice.withLock { $0.indivisible.contains(message.id) }
            if let refused = lane.refusedSize(now: now), message.length >= refused,
                message.new.records >= 2, sender.options.divider != nil, !isKnown
            {
                tooLarge.append(message)
                return
            }
            guard let index = world.index(of: message.id) else { return }
            let box = try world.box(message.run)
            let policy = world.policy(of: message.automation, name: box.new.automationName)
            try world.apply(.claimed(epoch: sender.epoch), at: index, now: now)
            let claimed = world.messages[index]
            world.messages[index].attempts.append(
                AttemptRecord(
                    number: claimed.tries, startedAt: now,
                    phase: policy.idempotent ? .sending : .started,
                    retryAfterWasClamped: false, bytesSent: 0, bytesReceived: 0))
            let wasCut = claimed.tally.cutUploads >= 2
            claims.append(
                Claim(
                    id: claimed.id, epoch: sender.epoch, attempt: claimed.tries,
                    automation: claimed.automation, automationName: box.new.automationName,
                    run: box.id, part: claimed.part, lane: claimed.lane, method: claimed.new.method,
                    headers: claimed.new.headers, contentType: claimed.new.contentType,
                    contentEncoding: claimed.new.contentEncoding, bodyLength: claimed.length,
                    bodyDigest: claimed.digest, records: claimed.new.records, isProbe: isProbe,
                    mustMark: !policy.idempotent,
                    freshConnection: claimed.tally.misdirected > 0 || wasCut,
                    expectation: lane.noExpect ? .never : wasCut ? .always : .automatic,
                    concurrency: lane.width(
                        concurrencyMax: world.concurrencyMax(ofLane: claimed.lane))))
        }

        /// Due and not blocked by order: the definition, without any cleverness.
        private static func eligible(
            _ policy: AutomationPolicy, lane: String, _ world: ModelWorld, now: Moment
        ) -> [ModelWorld.Message] {
            world.messages.filter { message in
                message.automation == policy.automation && message.machine.state == .ready
                    && message.lane == lane && message.machine.dueAt <= now
                    && world.blocker(of: message, policy) == nil
            }
        }
    }
}
