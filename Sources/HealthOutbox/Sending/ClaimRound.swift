internal import GRDB
internal import HealthModel
internal import Synchronization

/// One look for messages whose turn it is, inside one transaction (E2).
struct ClaimRound {
    struct Result {
        var claims: [Claim] = []
        /// Bodies that their lane refuses for their size; to be cut instead of sent.
        var tooLarge: [MessageRow] = []
    }

    private let sender: SQLiteSender
    private let limit: Int
    private let lanes: Set<String>?
    private let batch: Batch
    private let now: Moment
    private var result = Result()
    private var inFlight: [String: InFlight] = [:]
    /// Something that has to be alone is in flight, or waits for its turn to be.
    private var stops = false

    /// - Parameter now: By when a message must be due.
    init(
        _ sender: SQLiteSender, limit: Int, lanes: Set<String>?, now: Moment, _ batch: Batch
    ) {
        (self.sender, self.limit, self.lanes) = (sender, limit, lanes)
        (self.now, self.batch) = (now, batch)
    }

    mutating func run() throws -> Result {
        try expire()
        if sender.choice.withLock({ now < $0.lastClaim }) { try pullInMessages() }
        try countInFlight()
        for (lane, automations) in try lanesInTurn() {
            if stops || result.claims.count >= limit { break }
            try claim(from: lane, automations)
        }
        return result
    }

    private var db: Database { batch.db }

    /// Messages that outlived their `life` wait for a person (E15).
    private func expire() throws {
        let rows = try db.all(
            MessageRow.select + """
                 WHERE m.state = 'ready' AND m.expires_at IS NOT NULL AND m.expires_at <= ? LIMIT 1000
                """, now
        ) { try MessageRow($0) }
        var expired: [String: Int] = [:]
        for var row in rows {
            try batch.apply(.held(reason: MessageMachine.Reason.expired), to: &row)
            expired[row.automation, default: 0] += 1
        }
        for (automation, count) in expired.sorted(by: { $0.key < $1.key }) {
            try batch.note(
                actor: "sender", action: "hold", target: automation,
                detail: ["messages": "\(count)", "cause": MessageMachine.Reason.expired])
        }
    }

    private mutating func countInFlight() throws {
        inFlight = try InFlight.byLane(db)
        stops = inFlight.values.contains { $0.unfinished > MessageMachine.unfinishedBeforeAlone }
    }

    /// Lanes with something to send, beginning behind the one that was served last.
    private func lanesInTurn() throws -> [(lane: String, automations: [AutomationPolicy])] {
        let byLane = try sender.outbox.automationsByLane(lanes, db)
        let last = sender.choice.withLock { $0.lastLane }
        let names = byLane.keys.sorted()
        let later = names.filter { $0 > last } + names.filter { $0 <= last }
        return later.map { ($0, byLane[$0] ?? []) }
    }

    private mutating func claim(from name: String, _ automations: [AutomationPolicy]) throws {
        var lane = try batch.lane(name)
        pullIn(&lane)
        let busy = inFlight[name] ?? InFlight()
        let most = automations.map(\.concurrencyMax).min() ?? 1
        switch lane.lane.gate(now: now) {
        case .closed:
            break
        case .probe:
            guard busy.total == 0, lane.lane.memory.probe == nil else { break }
            try probe(&lane, automations)
        case .open:
            let width = lane.lane.width(concurrencyMax: most) + sender.ahead(of: name, automations)
            let slots = min(width - busy.total, limit - result.claims.count)
            if slots > 0 { try fill(slots, of: lane, busy, automations, width: width) }
        }
        batch.change(lane)
    }

    private mutating func fill(
        _ slots: Int, of lane: LaneRow, _ busy: InFlight, _ automations: [AutomationPolicy],
        width: Int
    ) throws {
        let eligible = try Eligible(automations, lane: lane.name, limit: slots, now: now, db)
        let retryFirst = sender.choice.withLock { $0.retryTurn.contains(lane.name) }
        let picked = eligible.pick(
            slots, concurrency: width, freshInFlight: busy.fresh,
            retriesInFlight: busy.retries, retryFirst: retryFirst)
        for row in picked {
            if stops { return }
            try take(row, lane: lane, isProbe: false)
        }
        guard let last = picked.last else { return }
        sender.choice.withLock { choice in
            choice.lastLane = lane.name
            if last.machine.attempts > 0 {
                choice.retryTurn.remove(lane.name)
            } else {
                choice.retryTurn.insert(lane.name)
            }
        }
    }

    /// One message tries the way: the oldest due one, if possible not the one for which the lane was closed.
    private mutating func probe(_ lane: inout LaneRow, _ automations: [AutomationPolicy]) throws {
        let eligible = try Eligible(automations, lane: lane.name, limit: 2, now: now, db)
        let all = eligible.all
        guard let row = all.first(where: { $0.id.text != lane.lane.memory.culprit }) ?? all.first
        else { return }
        let before = result.claims.count
        try take(row, lane: lane, isProbe: true)
        if result.claims.count > before { lane.lane.memory.probe = row.id.text }
    }

    private mutating func take(_ row: MessageRow, lane: LaneRow, isProbe: Bool) throws {
        if row.machine.mustBeAlone {
            // It gets its turn when everything in flight has ended; nothing new starts before that.
            stops = true
            guard result.claims.isEmpty, inFlight.values.allSatisfy({ $0.total == 0 }) else {
                return
            }
        }
        if let refused = lane.lane.refusedSize(now: now), row.bodyLength >= refused,
            row.records >= 2,
            sender.options.divider != nil,
            !sender.choice.withLock({ $0.indivisible.contains(row.id) })
        {
            result.tooLarge.append(row)
            return
        }
        var row = row
        let policy = sender.outbox.policy(of: row.automation, name: row.automationName)
        try batch.apply(.claimed(epoch: sender.epoch), to: &row)
        try AttemptTable.begin(
            row, phase: policy.idempotent ? .sending : .started, now: batch.now, db)
        let request = try RequestRow.fetch(row, db)
        if let bytes = request.bytes { sender.keep(bytes, of: row.id) }
        sender.remember(row)
        result.claims.append(
            Claim(
                row, request, lane: lane.lane, policy: policy, epoch: sender.epoch,
                isProbe: isProbe,
                concurrencyMax: sender.outbox.concurrencyMax(ofLane: row.lane)))
    }

    // MARK: - Clock repair (E24)

    private func pullIn(_ lane: inout LaneRow) {
        let horizon = now.advanced(bySeconds: Backoff.horizon)
        if let resumeAt = lane.lane.resumeAt, resumeAt > horizon { lane.lane.resumeAt = now }
    }

    private func pullInMessages() throws {
        try db.execute(
            sql: """
                UPDATE message SET due_at = ?1, version = version + 1
                WHERE run IN (SELECT ordinal FROM run WHERE \(Schema.waiting)) AND state = 'ready'
                    AND retrying IN (0, 1) AND due_at > ?2 AND due_by <> 'person'
                """,
            arguments: [
                now.milliseconds, now.advanced(bySeconds: Backoff.horizon).milliseconds,
            ])
    }
}

extension Claim {
    init(
        _ row: MessageRow, _ request: RequestRow, lane: Lane, policy: AutomationPolicy,
        epoch: Int64, isProbe: Bool, concurrencyMax: Int
    ) {
        let wasCut = row.tally.cutUploads >= 2
        self.init(
            id: row.id, epoch: epoch, attempt: row.tries, automation: row.automation,
            automationName: row.automationName, run: row.runID, part: row.part, lane: row.lane,
            method: request.method, headers: request.headers, contentType: request.contentType,
            contentEncoding: row.contentEncoding, bodyLength: row.bodyLength,
            bodyDigest: row.bodyDigest, records: row.records, isProbe: isProbe,
            mustMark: !policy.idempotent, freshConnection: row.tally.misdirected > 0 || wasCut,
            expectation: lane.noExpect ? .never : wasCut ? .always : .automatic,
            concurrency: lane.width(concurrencyMax: concurrencyMax))
    }
}
