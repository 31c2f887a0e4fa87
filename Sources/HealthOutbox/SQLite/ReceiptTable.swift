internal import GRDB
internal import HealthModel

/// Writing and reading `receipt`.
enum ReceiptTable {
    static func insert(
        _ row: MessageRow, outcome: Receipt.Outcome, verdict: Verdict?, now: Moment, _ db: Database
    ) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO receipt (message_id, automation, run, part, seq, lane, stream, records, outcome,
                    body_sha256, body_len, range_from, range_to, created_at, at, attempts, maybe_duplicate,
                    http_status, resp_sha256, reason)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            row.id.text, row.automation, row.runID.text, row.part, row.seq, row.lane, row.stream,
            row.records, outcome.rawValue, Blob.value(row.bodyDigest), row.bodyLength, row.from,
            row.to, row.createdAt.milliseconds, now.milliseconds, row.tries,
            row.machine.maybeDelivered, verdict?.status, Blob.value(verdict?.responseDigest),
            row.machine.reason,
        ])
    }

    static let columns = """
        message_id, automation, run, part, seq, lane, stream, records, outcome, body_sha256, body_len, \
        range_from, range_to, created_at, at, attempts, maybe_duplicate, http_status, resp_sha256, reason
        """

    static func receipt(_ row: Row) throws -> Receipt {
        guard let id = Identifier(try row.get(0) as String),
            let run = Identifier(try row.get(2) as String),
            let outcome = Receipt.Outcome(rawValue: try row.get(8))
        else {
            throw OutboxError(
                .damaged, "A receipt of the outbox cannot be read; run hae outbox verify --repair.")
        }
        return Receipt(
            id: id, automation: try row.get(1), run: run, part: try row.get(3), seq: try row.get(4),
            lane: try row.get(5),
            stream: try row.get(6), records: try row.get(7), outcome: outcome,
            bodyDigest: try Blob.bytes(row, 9) ?? [], bytes: try row.get(10),
            from: (try row.get(11) as Int64?).map { Moment(milliseconds: $0).instant },
            to: (try row.get(12) as Int64?).map { Moment(milliseconds: $0).instant },
            createdAt: Moment(milliseconds: try row.get(13)),
            at: Moment(milliseconds: try row.get(14)),
            attempts: try row.get(15), maybeDuplicate: try row.get(16), status: try row.get(17),
            responseDigest: try Blob.bytes(row, 18), reason: try row.get(19))
    }

    static func fetch(_ id: Identifier, _ db: Database) throws -> Receipt? {
        try Row.fetchOne(
            db.cachedStatement(sql: "SELECT \(columns) FROM receipt WHERE message_id = ?"),
            arguments: [id.text]
        ).map { try receipt($0) }
    }
}
