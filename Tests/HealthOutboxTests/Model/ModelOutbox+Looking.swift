import HealthModel
import Synchronization

@testable import HealthOutbox

extension ModelOutbox {
    func resolve(_ prefix: String) throws -> Identifier {
        try storage.world.withLock { world in
            let all = Set(world.messages.map(\.id)).union(world.receipts.map(\.receipt.id))
            let found = all.filter { $0.text.hasPrefix(prefix.lowercased()) }
            guard prefix.count >= 4, let first = found.first else {
                throw OutboxError(.unknown, "unknown")
            }
            guard found.count == 1 else { throw OutboxError(.ambiguous, "ambiguous") }
            return first
        }
    }

    static func select(
        _ selection: MessageSelection, _ world: ModelWorld, now: Moment
    ) -> [ModelWorld.Message] {
        world.messages.filter { message in
            let name = world.runs[message.run]?.new.automationName
            let state = message.machine.state
            let status = message.last?.status
            return (selection.states.isEmpty ? message.isLive : selection.states.contains(state))
                && selection.ids?.contains(message.id) ?? true
                && (selection.automation == nil || selection.automation == message.automation
                    || selection.automation == name)
                && (selection.lane == nil || selection.lane == message.lane)
                && (selection.run == nil || selection.run == world.runs[message.run]?.id)
                && (selection.fate == nil || selection.fate == message.last?.fate)
                && selection.createdBefore.map { message.createdAt < $0 } ?? true
                && (!selection.dueOnly || (state == .ready && message.machine.dueAt <= now))
                && selection.status.map { wanted in
                    switch wanted {
                    case .exactly(let code): status == code
                    case .hundreds(let hundred): status.map { $0 / 100 == hundred } ?? false
                    }
                } ?? true
        }.sorted { ($0.createdAt, $0.seq, $0.row) < ($1.createdAt, $1.seq, $1.row) }
    }

    func activity(_ selection: ActivitySelection) -> [ActivityLine] {
        storage.world.withLock { world in
            world.activity.reversed().filter { line in
                line.at >= selection.since ?? line.at && line.at < selection.before ?? .max
                    && line.target == selection.target ?? line.target
            }.prefix(selection.limit).map { $0 }
        }
    }

    func page(_ selection: MessageSelection, after mark: PageMark?, limit: Int) throws
        -> MessagePage
    {
        try storage.world.withLock { world in
            let all = Self.select(selection, world, now: clock.now).filter { message in
                guard let mark else { return true }
                return (message.createdAt, message.seq, message.row) > (
                    mark.createdAt, mark.seq, mark.row
                )
            }
            let shown = all.prefix(limit)
            let next = all.count > limit ? shown.last : nil
            return MessagePage(
                messages: try shown.map { try world.summary($0) },
                next: next.map { PageMark(createdAt: $0.createdAt, seq: $0.seq, row: $0.row) })
        }
    }

    func attempts(of id: Identifier) -> [AttemptRecord] {
        storage.world.withLock { world in
            let all = world.index(of: id).map { world.messages[$0].attempts } ?? []
            return all.count <= 50 ? all : Array(all.prefix(5) + all.suffix(45))
        }
    }

    func storedBody(of id: Identifier) -> (any BodySource)? {
        let bytes = storage.world.withLock { world in
            world.index(of: id).flatMap { world.messages[$0].bytes }
        }
        return bytes.map { BytesBody($0) }
    }

    func receipt(of id: Identifier) -> Receipt? {
        storage.world.withLock { world in
            world.receipts.first { $0.receipt.id == id }?.receipt
        }
    }

    func receipts(_ selection: ReceiptSelection) -> ReceiptPage {
        storage.world.withLock { world in
            let all = world.receipts.filter { row, receipt in
                selection.since.map { receipt.at >= $0 } ?? true
                    && (selection.automation == nil || selection.automation == receipt.automation)
                    && (selection.run == nil || selection.run == receipt.run)
                    && (selection.outcomes.isEmpty || selection.outcomes.contains(receipt.outcome))
                    && selection.after.map { (receipt.at, row) > ($0.createdAt, $0.row) } ?? true
            }.sorted { ($0.receipt.at, $0.row) < ($1.receipt.at, $1.row) }
            let shown = all.prefix(selection.limit)
            let next = all.count > selection.limit ? shown.last : nil
            return ReceiptPage(
                receipts: shown.map(\.receipt),
                next: next.map {
                    PageMark(createdAt: $0.receipt.at, seq: $0.receipt.seq, row: $0.row)
                })
        }
    }

    func detail(of id: Identifier) throws -> MessageDetail? {
        try storage.world.withLock { world in
            guard let index = world.index(of: id) else { return nil }
            let message = world.messages[index]
            let lane = world.lanes[message.lane]?.lane ?? Lane()
            let name = try world.box(message.run).new.automationName
            let policy = world.policy(of: message.automation, name: name)
            let isReady = message.machine.state == .ready
            let blocker = isReady ? world.blocker(of: message, policy) : nil
            return MessageDetail(
                summary: try world.summary(message), method: message.new.method,
                headers: message.new.headers, contentType: message.new.contentType,
                contentEncoding: message.new.contentEncoding, bodyDigest: message.digest,
                hasBody: message.bytes != nil, from: message.new.from, to: message.new.to,
                wish: message.machine.wish?.rawValue, laneState: lane.state,
                laneReason: lane.reason, laneResumesAt: lane.resumeAt, laneLastOK: lane.lastOK,
                laneWaiting: world.messages.count {
                    $0.lane == message.lane && $0.machine.state == .ready
                },
                waitsFor: try blocker.map { try world.summary($0) },
                isOvertaken: message.isLive && world.isOvertaken(message),
                receipt: world.receipts.first { $0.receipt.id == id }?.receipt)
        }
    }

    func stats() throws -> OutboxStats {
        let now = clock.now
        return storage.world.withLock { world in
            let lanes = world.lanes.keys.sorted().map { Self.stats(of: $0, world, now: now) }
            return OutboxStats(
                lanes: lanes, messages: lanes.reduce(0) { $0 + $1.total },
                bytes: lanes.reduce(0) { $0 + $1.bytes }, bytesMax: world.limits.bytesMax,
                bytesFree: nil, sender: nil, lastExit: nil, sqliteVersion: nil)
        }
    }

    private static func stats(of name: String, _ world: ModelWorld, now: Moment) -> LaneStats {
        let box = world.lanes[name] ?? ModelWorld.LaneBox()
        let live = world.messages.filter { $0.lane == name && $0.isLive }
        func count(_ state: MessageState) -> Int { live.count { $0.machine.state == state } }
        let ready = live.filter { $0.machine.state == .ready }
        let next = ready.filter { world.isItsTurn($0) }.map(\.machine.dueAt).min()
        let nextAttempt: Moment? = next.flatMap { due in
            switch box.lane.gate(now: now) {
            case .open, .probe: due
            case .closed(let until): until.map { max($0, due) }
            }
        }
        let deferred = ready.count { $0.machine.dueAt > now }
        return LaneStats(
            lane: name, state: box.lane.state, reason: box.lane.reason,
            resumesAt: box.lane.resumeAt, ready: ready.count - deferred, deferred: deferred,
            inflight: count(.inflight), held: count(.held), dead: count(.dead),
            corrupt: count(.corrupt), bytes: world.bytes(ofLane: name),
            oldest: live.map(\.createdAt).min(), nextAttempt: nextAttempt,
            concurrency: box.lane.concurrency, failuresInRow: box.lane.failuresInRow,
            lastOK: box.lane.lastOK, lastError: box.lane.lastError, discarded: box.discarded)
    }

    func shape(by key: ShapeKey) throws -> [ShapeRow] {
        let now = clock.now
        return storage.world.withLock { world in
            var rows: [String: [Int]] = [:]
            for message in world.messages where message.isLive {
                let name =
                    switch key {
                    case .lane: message.lane
                    case .automation: world.runs[message.run]?.new.automationName ?? ""
                    case .error: message.last?.summary ?? "not tried yet"
                    }
                let age = now.milliseconds - message.createdAt.milliseconds
                let bucket = ShapeRow.minutes.firstIndex { age < Int64($0) * 60_000 }
                let empty = [Int](repeating: 0, count: ShapeRow.minutes.count + 1)
                rows[name, default: empty][bucket ?? ShapeRow.minutes.count] += 1
            }
            return rows.sorted { $0.key < $1.key }.map { ShapeRow(name: $0.key, counts: $0.value) }
        }
    }

    /// The model cannot be damaged.
    func verify(_ options: VerifyOptions) -> VerifyReport {
        storage.world.withLock { world in
            let live = world.messages.count { $0.isLive }
            return VerifyReport(messages: live, bodies: live, blobs: 0, problems: [])
        }
    }
}
