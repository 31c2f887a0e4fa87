internal import GRDB
internal import HealthModel

/// What one transaction changes: messages by events, lanes, and the counters that go with them.
///
/// Made at the beginning of a write transaction; ``finish()`` writes what was gathered. Every change of a message's
/// state goes through ``apply(_:to:verdict:pieces:)``, so that counters cannot drift.
final class Batch {
    struct RunDelta {
        var requests = 0
        var unfinished = 0
        var dead = 0
        var delivered = 0
        var discarded = 0
        var records: Int64 = 0
        var bytes: Int64 = 0
    }

    /// A lane as it is stored and as it is to be, in one place: each message of a group changes it several times.
    private final class ChangingLane {
        var stored: LaneRow
        var row: LaneRow

        init(_ row: LaneRow) {
            (stored, self.row) = (row, row)
        }
    }

    let db: Database
    let spool: SpoolFolder
    let now: Moment
    private var lanes: [String: ChangingLane] = [:]
    private var runs: [Int64: RunDelta] = [:]
    private var nextRow: Int64?
    /// Digests that lost a reference; whoever owns the transaction sweeps them when it is over.
    private(set) var freedBlobs: [[UInt8]] = []

    /// Set-aside bodies that nobody needs any more; removed when the transaction is over.
    private(set) var closedQuarantines: [Identifier] = []

    init(_ db: Database, spool: SpoolFolder, now: Moment) {
        (self.db, self.spool, self.now) = (db, spool, now)
    }

    // MARK: - Lanes and runs

    func lane(_ name: String) throws -> LaneRow {
        try changingLane(name).row
    }

    /// - Parameter row: One that ``lane(_:)`` gave.
    func change(_ row: LaneRow) {
        lanes[row.name]?.row = row
    }

    func change(lane name: String, _ body: (inout LaneRow) -> Void) throws {
        try body(&changingLane(name).row)
    }

    private func changingLane(_ name: String) throws -> ChangingLane {
        if let known = lanes[name] { return known }
        let lane = ChangingLane(try LaneRow.load(name, db))
        lanes[name] = lane
        return lane
    }

    func change(run ordinal: Int64, _ body: (inout RunDelta) -> Void) {
        body(&runs[ordinal, default: RunDelta()])
    }

    /// Adds a line to the audit.
    func note(actor: String, action: String, target: String, detail: [String: String] = [:]) throws
    {
        let statement = try db.cachedStatement(
            sql: "INSERT INTO activity (at, actor, action, target, detail) VALUES (?, ?, ?, ?, ?)")
        try statement.execute(arguments: [
            now.milliseconds, actor, action, target, try JSONColumn.write(detail),
        ])
    }

    // MARK: - Messages

    /// Puts one event through a message's state machine and writes what follows.
    ///
    /// - Parameters:
    ///   - verdict: Of the attempt that the event ends, if any.
    ///   - pieces: The bodies of what replaces the message (E12, E21, E23), with their parts.
    /// - Throws: ``MessageMachine/NoEdge`` when the state has no such edge; nothing is written then.
    func apply(
        _ event: MessageEvent, to row: inout MessageRow, verdict: Verdict? = nil,
        pieces: [(name: PieceName, piece: Piece)] = []
    ) throws {
        let before = row
        let actions = try row.machine.handle(event)
        let wasLive = before.isLive
        for action in actions {
            try perform(action, on: &row, verdict: verdict, pieces: pieces)
            if action == .removeMessage { return }
        }
        if wasLive && !row.isLive { try countFinish(row) }
        let deadDelta =
            (row.machine.state == .dead ? 1 : 0) - (before.machine.state == .dead ? 1 : 0)
        if deadDelta != 0 { change(run: row.run) { $0.dead += deadDelta } }
        if case .claimed = event {
            try MessageTable.updateClaimed(row, previous: before, db)
        } else {
            try MessageTable.update(row, previous: before, now: now, db)
        }
        row.version += 1
    }

    private func perform(
        _ action: MessageAction, on row: inout MessageRow, verdict: Verdict?,
        pieces: [(name: PieceName, piece: Piece)]
    ) throws {
        switch action {
        case .beginAttempt:
            row.tries += 1
        case .endAttempt:
            try AttemptTable.end(row, verdict: verdict, now: now, db)
            if let verdict { row.last = AttemptTable.last(verdict, now: now) }
        case .forgetAttempt:
            try AttemptTable.forget(row, db)
            row.tries -= 1
        case .writeReceipt(let outcome):
            try ReceiptTable.insert(row, outcome: outcome, verdict: verdict, now: now, db)
        case .removeBody:
            try dropBody(&row)
        case .quarantineBody:
            try Quarantine.take(row, spool: spool, now: now, db)
            try dropBody(&row)
        case .closeQuarantine:
            closedQuarantines.append(row.id)
        case .enqueuePieces, .enqueueReplacement:
            for (name, piece) in pieces { try insert(piece, named: name, insteadOf: row) }
        case .countDiscard(let reason):
            try change(lane: row.lane) { $0.discarded[reason, default: 0] += 1 }
        case .renewExpiry:
            row.expiresAt = row.life.map { Moment(milliseconds: now.milliseconds + $0) }
        case .forgetTally:
            row.tally = Tally()
        case .removeMessage:
            try MessageTable.remove(row, db)
        }
    }

    private func countFinish(_ row: MessageRow) throws {
        try change(lane: row.lane) { $0.liveMessages -= 1 }
        let isReplaced = row.machine.reason == MessageMachine.Reason.replaced
        change(run: row.run) { delta in
            delta.unfinished -= 1
            switch row.machine.state {
            case .delivered: delta.delivered += 1
            case .cancelled where !isReplaced: delta.discarded += 1
            // What comes instead of it is counted when it is inserted.
            case .cancelled, .split: delta.requests -= 1
            case .ready, .inflight, .held, .dead, .corrupt: break
            }
        }
    }

    private func dropBody(_ row: inout MessageRow) throws {
        guard row.bodyPlace != .gone else { return }
        if row.bodyPlace == .row {
            try RequestRow.setBytes(nil, of: row.row, db)
        } else {
            freedBlobs.append(row.bodyDigest)
        }
        row.bodyPlace = .gone
        let bytes = row.bodyLength
        try change(lane: row.lane) { $0.liveBytes -= bytes }
    }

    /// Puts the bytes of a damaged message back (E22); its event follows.
    func restore(_ body: StagedBody, to row: inout MessageRow) throws {
        if let bytes = try BlobStore.place(body, spool: spool) {
            try RequestRow.setBytes(bytes, of: row.row, db)
            row.bodyPlace = .row
        } else {
            row.bodyPlace = .blob
        }
        try change(lane: row.lane) { $0.liveBytes += body.length }
    }

    private func insert(_ piece: Piece, named name: PieceName, insteadOf parent: MessageRow) throws
    {
        let values = MessageTable.NewRow(
            id: name.id, automation: parent.automation, run: parent.run, part: name.part,
            seq: parent.seq, lane: parent.lane, stream: parent.stream,
            contentEncoding: piece.contentEncoding, records: piece.records, from: parent.from,
            to: parent.to, templateVersion: parent.templateVersion, createdAt: parent.createdAt,
            dueAt: now, expiresAt: parent.expiresAt, life: parent.life, parent: parent.id)
        var request = try RequestRow.fetch(parent, db)
        (request.headers, request.contentType) = (piece.headers, piece.contentType)
        try insert(values, request, body: piece.body)
    }

    /// Adds a message with its body and counts it.
    ///
    /// - Parameter request: Its bytes are set to those of `body`.
    func insert(
        _ values: MessageTable.NewRow, _ request: RequestRow, body: StagedBody
    ) throws {
        let row = try nextRow ?? MessageTable.nextRow(db)
        nextRow = row + 1
        var request = request
        request.bytes = try BlobStore.place(body, spool: spool)
        try MessageTable.insert(values, as: row, body: body, isBlob: request.bytes == nil, db)
        try request.insert(for: row, db)
        try change(lane: values.lane) { lane in
            lane.liveMessages += 1
            lane.liveBytes += body.length
        }
        change(run: values.run) { delta in
            delta.requests += 1
            delta.unfinished += 1
            if values.parent == nil {
                delta.records += Int64(values.records)
                delta.bytes += body.length
            }
        }
    }

    // MARK: - End

    /// Writes lanes and runs, and moves `delivered_through` where a run has passed.
    func finish() throws {
        for (_, lane) in lanes.sorted(by: { $0.key < $1.key }) where lane.row != lane.stored {
            try lane.row.save(over: lane.stored, db)
            lane.stored = lane.row
        }
        for (ordinal, delta) in runs.sorted(by: { $0.key < $1.key }) {
            try RunTable.add(delta, to: ordinal, db)
            if delta.unfinished < 0 || delta.dead < 0 {
                try Passages.advance(after: ordinal, now: now, db)
            }
        }
        runs = [:]
    }
}
