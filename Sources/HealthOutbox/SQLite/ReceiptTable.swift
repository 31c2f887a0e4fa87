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
        guard let id = Identifier(row[0] as String), let run = Identifier(row[2] as String),
            let outcome = Receipt.Outcome(rawValue: row[8])
        else {
            throw OutboxError(
                .damaged, "A receipt of the outbox cannot be read; run hae outbox verify --repair.")
        }
        return Receipt(
            id: id, automation: row[1], run: run, part: row[3], seq: row[4], lane: row[5],
            stream: row[6], records: row[7], outcome: outcome,
            bodyDigest: Blob.bytes(row, 9) ?? [], bytes: row[10],
            from: (row[11] as Int64?).map { Moment(milliseconds: $0).instant },
            to: (row[12] as Int64?).map { Moment(milliseconds: $0).instant },
            createdAt: Moment(milliseconds: row[13]), at: Moment(milliseconds: row[14]),
            attempts: row[15], maybeDuplicate: row[16], status: row[17],
            responseDigest: Blob.bytes(row, 18), reason: row[19])
    }

    static func fetch(_ id: Identifier, _ db: Database) throws -> Receipt? {
        try Row.fetchOne(
            db.cachedStatement(sql: "SELECT \(columns) FROM receipt WHERE message_id = ?"),
            arguments: [id.text]
        ).map { try receipt($0) }
    }
}
