internal import GRDB
internal import HealthModel

/// Writing `message` and `body`.
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
        var method: String
        var headers: [HeaderField]
        var contentType: String
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
        let statement = try db.cachedStatement(sql: MessageRow.select + " WHERE m.id = ?")
        return try Row.fetchOne(statement, arguments: [id.text]).map { try MessageRow($0) }
    }

    /// Inserts a message with its body.
    ///
    /// - Returns: The row's number.
    static func insert(
        _ new: NewRow, body: StagedBody, spool: SpoolFolder, _ db: Database
    ) throws -> Int64 {
        let row = try nextRow(db)
        let place = try BlobStore.place(body, spool: spool)
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO message (row, id, automation, run, part, seq, lane, stream, state, method,
                    content_type, content_encoding, body_len, body_sha256, body_at, records, range_from,
                    range_to, template_version, created_at, due_at, due_by, expires_at, life, parent_id, headers)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'ready', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'enqueue', ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            row, new.id.text, new.automation, new.run, new.part, new.seq ?? row, new.lane,
            new.stream, new.method, new.contentType, new.contentEncoding, body.length,
            Blob.value(body.digest), place == nil ? "blob" : "row", new.records, new.from, new.to,
            new.templateVersion, new.createdAt.milliseconds, new.dueAt.milliseconds,
            new.expiresAt?.milliseconds, new.life, new.parent?.text, HeaderText.write(new.headers),
        ])
        if let bytes = place {
            try db.cachedStatement(sql: "INSERT INTO body (message, bytes) VALUES (?, ?)")
                .execute(arguments: [row, Blob.value(bytes)])
        }
        return row
    }

    private static func nextRow(_ db: Database) throws -> Int64 {
        let statement = try db.cachedStatement(
            sql: "SELECT seq FROM sqlite_sequence WHERE name = 'message'")
        return (try Int64.fetchOne(statement) ?? 0) + 1
    }

    /// Writes what a message's events can change.
    ///
    /// - Throws: When somebody else was faster, which the write lock rules out.
    static func update(
        _ row: MessageRow, previous: MessageRow, now: Moment, _ db: Database
    ) throws {
        let machine = row.machine
        let statement = try db.cachedStatement(
            sql: """
                UPDATE message SET state = ?, version = version + 1, body_at = ?, due_at = ?, due_by = ?,
                    expires_at = ?, attempts = ?, tries = ?, unfinished = ?, maybe_delivered = ?,
                    lease_epoch = ?, wish = ?, reason = ?, tally = ?, finished_at = ?, last_at = ?,
                    last_status = ?, last_curl = ?, last_class = ?, last_retry_after = ?, last_error = ?
                WHERE row = ? AND state = ? AND version = ?
                """)
        try statement.execute(arguments: [
            machine.state.rawValue, row.bodyPlace.rawValue, machine.dueAt.milliseconds,
            machine.dueBy.rawValue, row.expiresAt?.milliseconds, machine.attempts, row.tries,
            machine.unfinished, machine.maybeDelivered, machine.epoch, machine.wish?.rawValue,
            machine.reason, row.tally.isEmpty ? nil : try JSONColumn.write(row.tally),
            row.isLive ? nil : now.milliseconds, row.last?.at.milliseconds, row.last?.status,
            row.last?.curlCode, row.last?.fate.rawValue, row.last?.retryAfter, row.last?.summary,
            row.row, previous.machine.state.rawValue, previous.version,
        ])
        guard db.changesCount == 1 else {
            throw OutboxError(
                .busy, "Message \(row.id) was changed by another process meanwhile; try again.")
        }
    }

    static func remove(_ row: MessageRow, _ db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM message WHERE row = ?").execute(arguments: [
            row.row
        ])
    }

    /// The bytes of a body that is a row.
    static func bytes(_ row: Int64, _ db: Database) throws -> [UInt8]? {
        let statement = try db.cachedStatement(sql: "SELECT bytes FROM body WHERE message = ?")
        return try Row.fetchOne(statement, arguments: [row]).flatMap { try Blob.bytes($0, 0) }
    }
}
