internal import GRDB
internal import HealthModel

/// Writing and reading `receipt`.
enum ReceiptTable {
    static func insert(
        _ row: MessageRow, outcome: Receipt.Outcome, verdict: Verdict?, now: Moment, _ db: Database
    ) throws {
        try db.run(
            """
            INSERT INTO receipt (row, message_id, automation, run, part, seq, lane, stream, records, outcome,
                body_sha256, body_len, range_from, range_to, created_at, at, attempts, maybe_duplicate,
                http_status, resp_sha256, reason)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            row.row, row.id, row.automation, row.runID.text, row.part, row.seq, row.lane,
            row.stream, row.records, outcome.rawValue, row.bodyDigest, row.bodyLength, row.from,
            row.to, row.createdAt, now, row.tries, row.machine.maybeDelivered, verdict?.status,
            verdict?.responseDigest, row.machine.reason)
    }

    static let columns = """
        message_id, automation, run, part, seq, lane, stream, records, outcome, body_sha256, body_len, \
        range_from, range_to, created_at, at, attempts, maybe_duplicate, http_status, resp_sha256, reason
        """

    static func receipt(_ row: Columns) throws -> Receipt {
        guard let run = Identifier(try row.get(2) as String),
            let outcome = Receipt.Outcome(rawValue: try row.get(8))
        else {
            throw OutboxError(
                .damaged, "A receipt of the outbox cannot be read; run hae outbox verify --repair.")
        }
        return Receipt(
            id: try row.get(0), automation: try row.get(1), run: run, part: try row.get(3),
            seq: try row.get(4), lane: try row.get(5), stream: try row.get(6),
            records: try row.get(7), outcome: outcome, bodyDigest: try row.get(9),
            bytes: try row.get(10), from: (try row.get(11) as Moment?)?.instant,
            to: (try row.get(12) as Moment?)?.instant, createdAt: try row.get(13),
            at: try row.get(14), attempts: try row.get(15), maybeDuplicate: try row.get(16),
            status: try row.get(17), responseDigest: try row.get(18), reason: try row.get(19))
    }

    /// Removes old receipts of messages that are gone, oldest first; their ids are forgotten with them.
    static func remove(before: Moment, limit: Int, _ db: Database) throws {
        let old = try db.all(
            """
            SELECT row, message_id FROM receipt r WHERE at < ?
                AND NOT EXISTS (SELECT 1 FROM message m WHERE m.row = r.row) ORDER BY at LIMIT ?
            """, before, limit
        ) { (row: try $0.get(0) as Int64, id: try $0.get(1) as Identifier) }
        for receipt in old {
            try db.run("DELETE FROM receipt WHERE row = ?", receipt.row)
            try db.run("DELETE FROM identity WHERE id = ?", receipt.id)
        }
    }

    static func fetch(_ id: Identifier, _ db: Database) throws -> Receipt? {
        try db.first(
            """
            SELECT \(columns) FROM receipt
            WHERE row = (SELECT row FROM identity WHERE id = ?1) AND message_id = ?1
            """, id
        ) { try receipt($0) }
    }
}
