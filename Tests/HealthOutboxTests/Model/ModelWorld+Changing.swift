import HealthModel

@testable import HealthOutbox

/// One event for one message of the model, with all that goes with it.
extension ModelWorld {
    mutating func apply(
        _ event: MessageEvent, at index: Int, now: Moment, verdict: Verdict? = nil,
        pieces: [(name: PieceName, piece: Piece)] = []
    ) throws {
        let wasLive = messages[index].isLive
        let actions = try messages[index].machine.handle(event)
        for action in actions {
            switch action {
            case .beginAttempt:
                messages[index].tries += 1
            case .endAttempt:
                endAttempt(at: index, verdict: verdict, now: now)
            case .forgetAttempt:
                messages[index].attempts.removeLast()
                messages[index].tries -= 1
            case .writeReceipt(let outcome):
                writeReceipt(of: index, outcome, verdict: verdict, now: now)
            case .removeBody, .quarantineBody:
                messages[index].bytes = nil
            case .closeQuarantine:
                break
            case .enqueuePieces, .enqueueReplacement:
                for (name, piece) in pieces {
                    insert(piece, named: name, insteadOf: index, now: now)
                }
            case .countDiscard(let reason):
                lanes[messages[index].lane, default: LaneBox()].discarded[reason, default: 0] += 1
            case .renewExpiry:
                messages[index].expiresAt = messages[index].life.map {
                    Moment(milliseconds: now.milliseconds + $0)
                }
            case .forgetTally:
                messages[index].tally = Tally()
            case .removeMessage:
                messages.remove(at: index)
                return
            }
        }
        if wasLive && !messages[index].isLive { finish(index, now: now) }
    }

    private mutating func finish(_ index: Int, now: Moment) {
        let message = messages[index]
        messages[index].finishedAt = now
        switch message.machine.state {
        case .delivered: runs[message.run]?.delivered += 1
        case .cancelled where message.machine.reason != "replaced":
            runs[message.run]?.discarded += 1
        default: runs[message.run]?.requests -= 1
        }
    }

    private mutating func endAttempt(at index: Int, verdict: Verdict?, now: Moment) {
        guard let number = messages[index].attempts.indices.last else { return }
        messages[index].attempts[number].endedAt = now
        guard let verdict else {
            messages[index].attempts[number].summary = "the sender ended"
            return
        }
        messages[index].attempts[number].phase = verdict.phase
        messages[index].attempts[number].fate = verdict.fate
        messages[index].attempts[number].status = verdict.status
        messages[index].attempts[number].curlCode = verdict.curlCode
        messages[index].attempts[number].retryAfter = verdict.retryAfter
        messages[index].attempts[number].bytesSent = verdict.bytesSent
        messages[index].attempts[number].summary = verdict.summary
        messages[index].last = MessageSummary.Last(
            at: now, status: verdict.status, curlCode: verdict.curlCode, fate: verdict.fate,
            retryAfter: verdict.retryAfter, summary: verdict.summary)
    }

    private mutating func writeReceipt(
        of index: Int, _ outcome: Receipt.Outcome, verdict: Verdict?, now: Moment
    ) {
        let message = messages[index]
        let run = runs[message.run]?.id ?? message.id
        let receipt = Receipt(
            id: message.id, automation: message.automation, run: run, part: message.part,
            seq: message.seq, lane: message.lane, stream: message.stream,
            records: message.new.records, outcome: outcome, bodyDigest: message.digest,
            bytes: message.length, from: message.new.from, to: message.new.to,
            createdAt: message.createdAt, at: now, attempts: message.tries,
            maybeDuplicate: message.machine.maybeDelivered, status: verdict?.status,
            responseDigest: nil, reason: message.machine.reason)
        receipts.append((message.row, receipt))
    }

    private mutating func insert(
        _ piece: Piece, named name: PieceName, insteadOf index: Int, now: Moment
    ) {
        let parent = messages[index]
        var new = parent.new
        (new.part, new.headers, new.contentType) = (name.part, piece.headers, piece.contentType)
        (new.contentEncoding, new.records, new.body) = (
            piece.contentEncoding, piece.records, piece.body
        )
        insert(
            new, id: name.id, run: parent.run, lane: parent.lane, createdAt: parent.createdAt,
            due: now, parent: parent)
    }

    mutating func insert(
        _ new: NewMessage, id: Identifier, run: Int, lane: String, createdAt: Moment, due: Moment,
        parent: Message?, life: Int64? = nil
    ) {
        rowsMade += 1
        let automation = runs[run]?.new.automation ?? ""
        lanes[lane] = lanes[lane] ?? LaneBox()
        var message = Message(
            row: rowsMade, id: id, run: run, automation: automation, part: new.part,
            seq: parent?.seq ?? rowsMade, lane: lane, stream: new.stream,
            machine: MessageMachine(dueAt: due), new: new, bytes: new.body.bytesForTests,
            length: new.body.length, digest: new.body.digest, createdAt: createdAt)
        message.parent = parent?.id
        message.life = parent?.life ?? life
        message.expiresAt =
            parent?.expiresAt
            ?? life.map { Moment(milliseconds: createdAt.milliseconds + $0) }
        messages.append(message)
        runs[run]?.requests += 1
        if parent == nil {
            runs[run]?.records += Int64(new.records)
            runs[run]?.bytes += new.body.length
        }
    }

    /// `delivered_through` follows run by run, over what has passed.
    mutating func advance(_ automation: String, now: Moment) {
        for run in runs.indices {
            guard let box = runs[run], box.new.automation == automation, !box.passages.isEmpty
            else {
                continue
            }
            guard box.endedAt != nil, live(of: run).isEmpty else { return }
            for (stream, position) in box.passages
            where checkpoints[automation]?[stream]?.storeID == box.new.storeID {
                checkpoints[automation]?[stream]?.deliveredThrough = position
                checkpoints[automation]?[stream]?.updatedAt = now
            }
            runs[run]?.passages = [:]
        }
    }

    // MARK: - Lanes

    /// What follows from a lane's change (10, E18).
    mutating func follow(_ before: Lane, _ name: String, actor: String, now: Moment) throws {
        try revive(name, now: now)
        guard let after = lanes[name]?.lane, before.state != after.state else { return }
        note(
            actor, "lane \(after.state.rawValue)", name, after.reason.map { ["reason": $0] } ?? [:],
            now)
        guard after.state == .open else { return }
        let due = messages.indices.filter {
            messages[$0].lane == name && messages[$0].machine.state == .ready
                && messages[$0].machine.dueAt <= now
        }
        let since = after.memory.awaySince.map { Moment(milliseconds: $0) } ?? now
        lanes[name]?.lane.memory.awaySince = nil
        let window = Backoff.spread(away: now.seconds(since: since), due: due.count)
        let salt = Int64(truncatingIfNeeded: random.next() >> 33)
        guard due.count > 1, window >= 0.001 else { return }
        for index in due {
            let hash = (messages[index].seq &* 2_654_435_761 &+ salt) & 2_147_483_647
            messages[index].machine.dueAt.milliseconds =
                now.milliseconds + hash % Int64(window * 1000)
            messages[index].machine.dueBy = .backoff
        }
    }

    private mutating func revive(_ name: String, now: Moment) throws {
        guard let toRevive = lanes[name]?.lane.memory.toRevive, !toRevive.isEmpty,
            !messages.contains(where: { $0.lane == name && $0.machine.state == .inflight })
        else { return }
        for index in messages.indices
        where toRevive.contains(messages[index].id.text) && messages[index].machine.state == .dead
            && !isOvertaken(messages[index])
        {
            try apply(.revived(due: now), at: index, now: now)
        }
        lanes[name]?.lane.memory.toRevive = []
    }
}

extension ModelWorld {
    /// Removes what is older than it is kept: receipts of messages that are gone, runs that are over.
    mutating func retain(now: Moment) {
        let receiptsFrom = now.advanced(bySeconds: -limits.receiptsKeptSeconds)
        let rows = Set(messages.map(\.row))
        let old = receipts.filter { $0.receipt.at < receiptsFrom && !rows.contains($0.row) }
            .sorted { ($0.receipt.at, $0.row) < ($1.receipt.at, $1.row) }
            .prefix(SQLiteSender.rowsPerCall).map(\.row)
        receipts.removeAll { old.contains($0.row) }
        let eventsFrom = now.advanced(bySeconds: -limits.eventsKeptSeconds)
        _ = removeFinished(atMost: SQLiteSender.rowsPerCall) {
            $0.endedAt.map { $0 < eventsFrom } ?? false
        }
        activity.removeAll { $0.at < eventsFrom }
    }

    /// Removes runs that are over, with their messages, oldest first.
    ///
    /// - Returns: How many.
    mutating func removeFinished(
        atMost limit: Int = .max, where isMeant: (RunBox) -> Bool
    ) -> Int {
        var count = 0
        for index in runs.indices where count < limit {
            guard let box = runs[index], box.endedAt != nil, isMeant(box), live(of: index).isEmpty
            else { continue }
            messages.removeAll { $0.run == index }
            runs[index] = nil
            count += 1
        }
        return count
    }
}

extension StagedBody {
    /// The bytes of a body of the model's own writer.
    var bytesForTests: [UInt8] {
        if case .bytes(let bytes) = storage { bytes } else { [] }
    }
}
