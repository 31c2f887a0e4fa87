internal import GRDB
internal import HealthModel

/// Writing `message`.
enum MessageTable {
    /// What is known of a message when it is made.
    struct NewRow {
        var id: Identifier
        var automation: String
        var run: Int64
        var part: String
        /// `nil`: the next one.
        var seq: Int64?
        var lane: String
        var stream: String?
        var contentEncoding: String?
        var records: Int
        var from: Int64?
        var to: Int64?
        var templateVersion: Int
        var createdAt: Moment
        var dueAt: Moment
        var expiresAt: Moment?
        /// Milliseconds from the enqueue, or from a release, to the expiry.
        var life: Int64?
        var parent: Identifier?
    }

    static func fetch(_ id: Identifier, _ db: Database) throws -> MessageRow? {
        try db.first(
            MessageRow.select
                + " WHERE m.row = (SELECT row FROM identity WHERE id = ?1) AND m.id = ?1", id
        ) { try MessageRow($0) }
    }

    /// Every change of a message changes it; `nil` when the message is gone.
    static func version(of row: Int64, _ db: Database) throws -> Int64? {
        try db.first("SELECT version FROM message WHERE row = ?", row) { try $0.get(0) }
    }

    /// - Parameters:
    ///   - row: Its number, which is ``nextRow(_:)``.
    ///   - isBlob: Whether its body is a file.
    static func insert(
        _ new: NewRow, as row: Int64, body: StagedBody, isBlob: Bool, _ db: Database
    ) throws {
        try db.run("INSERT INTO identity (id, row) VALUES (?, ?)", new.id, row)
        try db.run(
            """
            INSERT INTO message (row, id, automation, run, part, seq, lane, stream, state,
                content_encoding, body_len, body_sha256, body_at, records, range_from, range_to,
                template_version, created_at, due_at, due_by, expires_at, life, parent_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'ready', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'enqueue', ?, ?, ?)
            """,
            row, new.id, new.automation, new.run, new.part, new.seq ?? row, new.lane,
            new.stream, new.contentEncoding, body.length, body.digest,
            isBlob ? "blob" : "row", new.records, new.from, new.to, new.templateVersion,
            new.createdAt, new.dueAt, new.expiresAt, new.life, new.parent)
    }

    /// The number of the next message: one that no other has, and none that has left a receipt.
    static func nextRow(_ db: Database) throws -> Int64 {
        let last = try db.first(
            """
            SELECT max(coalesce((SELECT max(row) FROM message), 0),
                coalesce((SELECT max(row) FROM receipt), 0))
            """
        ) { try $0.get(0) as Int64 }
        return (last ?? 0) + 1
    }

    /// Writes what a message's events can change.
    ///
    /// - Throws: When somebody else was faster, which the write lock rules out.
    static func update(
        _ row: MessageRow, previous: MessageRow, now: Moment, _ db: Database
    ) throws {
        let machine = row.machine
        try db.run(
            """
            UPDATE message SET state = ?, live = ?, blocks = ?, version = version + 1, body_at = ?, due_at = ?, due_by = ?,
                expires_at = ?, attempts = ?, tries = ?, unfinished = ?, maybe_delivered = ?,
                lease_epoch = ?, wish = ?, reason = ?, tally = ?, finished_at = ?, last_at = ?,
                last_status = ?, last_curl = ?, last_class = ?, last_retry_after = ?, last_error = ?
            WHERE row = ? AND state = ? AND version = ?
            """,
            machine.state.rawValue, row.isLive, machine.state.blocksOrder, row.bodyPlace.rawValue,
            machine.dueAt, machine.dueBy.rawValue, row.expiresAt, machine.attempts, row.tries,
            machine.unfinished, machine.maybeDelivered, machine.epoch, machine.wish?.rawValue,
            machine.reason, row.tally.isEmpty ? nil : try JSONColumn.write(row.tally),
            row.isLive ? nil : now, row.last?.at, row.last?.status, row.last?.curlCode,
            row.last?.fate.rawValue, row.last?.retryAfter, row.last?.summary, row.row,
            previous.machine.state.rawValue, previous.version)
        try checkChanged(row, db)
    }

    /// Writes what a claim changes: no index but those of what is ready and in flight has to follow.
    static func updateClaimed(_ row: MessageRow, previous: MessageRow, _ db: Database) throws {
        try db.run(
            """
            UPDATE message SET state = ?, version = version + 1, tries = ?, unfinished = ?,
                lease_epoch = ? WHERE row = ? AND state = ? AND version = ?
            """,
            row.machine.state.rawValue, row.tries, row.machine.unfinished, row.machine.epoch,
            row.row, previous.machine.state.rawValue, previous.version)
        try checkChanged(row, db)
    }

    private static func checkChanged(_ row: MessageRow, _ db: Database) throws {
        guard db.changesCount == 1 else {
            throw OutboxError(
                .busy, "Message \(row.id) was changed by another process meanwhile; try again.")
        }
    }

    static func remove(_ row: MessageRow, _ db: Database) throws {
        try db.run("DELETE FROM message WHERE row = ?", row.row)
    }
}
