internal import GRDB
internal import HealthModel

/// Writing and reading `attempt`.
enum AttemptTable {
    /// The first few and the last many are kept of each message.
    static let firstKept = 5
    static let lastKept = 45
    static let excerptBytesMax = 1024

    static func begin(_ row: MessageRow, phase: Verdict.Phase, now: Moment, _ db: Database) throws {
        try db.run(
            "INSERT INTO attempt (message, n, started_at, phase) VALUES (?, ?, ?, ?)",
            row.row, row.tries, now, phase.rawValue)
        let gone = row.tries - lastKept
        if gone > firstKept {
            try db.run(
                "DELETE FROM attempt WHERE message = ? AND n > ? AND n <= ?",
                row.row, firstKept, gone)
        }
    }

    /// Ends the last attempt; without a verdict it is one whose sender died.
    static func end(_ row: MessageRow, verdict: Verdict?, now: Moment, _ db: Database) throws {
        guard let verdict else {
            try db.run(
                "UPDATE attempt SET ended_at = ?, summary = ? WHERE message = ? AND n = ?",
                now, "the sender ended", row.row, row.tries)
            return
        }
        try db.run(
            """
            UPDATE attempt SET ended_at = ?, phase = ?, http_status = ?, connect_status = ?, curl_code = ?,
                os_errno = ?, class = ?, retry_after_s = ?, retry_after_clamped = ?, remote_ip = ?,
                bytes_sent = ?, bytes_received = ?, resp_sha256 = ?, resp_excerpt = ?, summary = ?
            WHERE message = ? AND n = ?
            """,
            now, verdict.phase.rawValue, verdict.status, verdict.connectStatus,
            verdict.curlCode, verdict.osErrno, verdict.fate.rawValue, verdict.retryAfter,
            verdict.retryAfterWasClamped, verdict.remoteAddress, verdict.bytesSent,
            verdict.bytesReceived, verdict.responseDigest,
            verdict.responseExcerpt.map { clipped($0) }, verdict.summary, row.row, row.tries)
    }

    /// Removes the last attempt, which was never made.
    static func forget(_ row: MessageRow, _ db: Database) throws {
        try db.run("DELETE FROM attempt WHERE message = ? AND n = ?", row.row, row.tries)
    }

    static func last(_ verdict: Verdict, now: Moment) -> MessageSummary.Last {
        MessageSummary.Last(
            at: now, status: verdict.status, curlCode: verdict.curlCode, fate: verdict.fate,
            retryAfter: verdict.retryAfter, summary: verdict.summary)
    }

    static func phase(_ row: MessageRow, _ db: Database) throws -> Verdict.Phase? {
        try String.fetchOne(
            db.cachedStatement(sql: "SELECT phase FROM attempt WHERE message = ? AND n = ?"),
            arguments: [row.row, row.tries]
        ).flatMap { Verdict.Phase(rawValue: $0) }
    }

    static func mark(_ row: MessageRow, phase: Verdict.Phase, _ db: Database) throws {
        try db.run(
            "UPDATE attempt SET phase = ? WHERE message = ? AND n = ? AND ended_at IS NULL",
            phase.rawValue, row.row, row.tries)
    }

    static func all(_ id: Identifier, _ db: Database) throws -> [AttemptRecord] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT n, started_at, ended_at, phase, class, http_status, connect_status, curl_code,
                    os_errno, retry_after_s, retry_after_clamped, remote_ip, bytes_sent, bytes_received,
                    resp_sha256, resp_excerpt, summary
                FROM attempt WHERE message = (SELECT row FROM identity WHERE id = ?) ORDER BY n
                """, arguments: [Blob.value(id)]
        ).map { row in
            AttemptRecord(
                number: try row.get(0), startedAt: Moment(milliseconds: try row.get(1)),
                endedAt: (try row.get(2) as Int64?).map { Moment(milliseconds: $0) },
                phase: Verdict.Phase(rawValue: try row.get(3)) ?? .started,
                fate: (try row.get(4) as String?).flatMap { Verdict.Fate(rawValue: $0) },
                status: try row.get(5),
                connectStatus: try row.get(6), curlCode: try row.get(7), osErrno: try row.get(8),
                retryAfter: try row.get(9),
                retryAfterWasClamped: try row.get(10), remoteAddress: try row.get(11),
                bytesSent: try row.get(12),
                bytesReceived: try row.get(13), responseDigest: try Blob.bytes(row, 14),
                responseExcerpt: try row.get(15), summary: try row.get(16))
        }
    }

    private static func clipped(_ text: String) -> String {
        guard text.utf8.count > excerptBytesMax else { return text }
        return String(decoding: text.utf8.prefix(excerptBytesMax), as: UTF8.self)
    }
}
