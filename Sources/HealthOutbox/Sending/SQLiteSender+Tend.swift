internal import GRDB
internal import HealthModel
internal import Synchronization

/// Housekeeping (2, 7, 16): finished messages, old receipts and runs, orphan blobs, the write-ahead log.
extension SQLiteSender {
    static let walBytesWhenIdle: Int64 = 4 << 20
    static let walBytesInAnyCase: Int64 = 32 << 20
    /// How long finished messages keep their attempts, and orphan blobs are left alone.
    static let keptMilliseconds: Int64 = 3_600_000
    static let rowsPerCall = 500

    func tend(idle: Bool, now: Moment) throws {
        try collect(now: now)
        if idle {
            try retain(now: now)
            try sweepOrphans(now: now)
            restoreBallast()
        }
        if outbox.ledger.walBytes > (idle ? Self.walBytesWhenIdle : Self.walBytesInAnyCase) {
            _ = try outbox.ledger.checkpoint()
        }
    }

    /// Finished messages whose receipt is enough (E25).
    private func collect(now: Moment) throws {
        let before = now.milliseconds - Self.keptMilliseconds
        // Most calls find nothing: look before taking the writer's lock.
        guard try !outbox.ledger.read({ try Self.finished(before: before, limit: 1, $0) }).isEmpty
        else {
            return
        }
        try outbox.write(at: now) { batch in
            for var row in try Self.finished(before: before, limit: Self.rowsPerCall, batch.db) {
                try batch.apply(.collected, to: &row)
            }
        }
    }

    private static func finished(
        before: Int64, limit: Int, _ db: Database
    ) throws -> [MessageRow] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: MessageRow.select + " WHERE m.finished_at < ? ORDER BY m.finished_at LIMIT ?"),
            arguments: [before, limit]
        ).map { try MessageRow($0) }
    }

    /// What is older than the configuration keeps it.
    private func retain(now: Moment) throws {
        let limits = outbox.limits
        func moment(_ seconds: Double) -> Moment { now.advanced(bySeconds: -seconds) }
        try outbox.write(at: now) { batch in
            try batch.db.execute(
                sql: """
                    DELETE FROM receipt WHERE row IN (SELECT row FROM receipt r WHERE at < ?
                        AND NOT EXISTS (SELECT 1 FROM message m WHERE m.id = r.message_id)
                        ORDER BY at LIMIT \(Self.rowsPerCall))
                    """, arguments: [moment(limits.receiptsKeptSeconds).milliseconds])
            let events = moment(limits.eventsKeptSeconds)
            _ = try RunTable.removeFinished(
                automation: nil, before: events, limit: Self.rowsPerCall, batch.db)
            try batch.db.execute(
                sql: "DELETE FROM activity WHERE at < ?", arguments: [events.milliseconds])
            if let kept = limits.deadKeptSeconds { try giveUp(before: moment(kept), batch) }
        }
    }

    /// Opt-in: dead messages that nobody looked after for long (E19).
    private func giveUp(before: Moment, _ batch: Batch) throws {
        let rows = try Row.fetchAll(
            batch.db,
            sql: MessageRow.select + """
                 WHERE m.state = 'dead' AND coalesce(m.last_at, m.created_at) < ?
                    ORDER BY m.created_at LIMIT \(Self.rowsPerCall)
                """, arguments: [before.milliseconds])
        for stored in rows {
            var row = try MessageRow(stored)
            try batch.apply(.cancelled(reason: "retention"), to: &row)
        }
    }

    /// The reserve that a full volume took away, once there is room again.
    private func restoreBallast() {
        let spool = outbox.spool
        guard let free = try? Posix.freeBytes(spool.path), free > 8 * SpoolFolder.ballastBytes
        else {
            return
        }
        try? spool.makeBallast()
    }

    /// Blobs that nobody refers to and nobody is about to refer to.
    func sweepOrphans(now: Moment) throws {
        let spool = outbox.spool
        let young = now.milliseconds - Self.keptMilliseconds
        var orphans: [[UInt8]] = []
        try PosixErrors.translated {
            for folder in try Posix.names(in: spool.blobs) {
                for name in try Posix.names(in: spool.blobs + "/" + folder) {
                    guard let digest = Hex.bytes(name), digest.count == 32,
                        let status = try Posix.statusIfThere(spool.blob(digest)),
                        status.modified * 1000 < young
                    else { continue }
                    orphans.append(digest)
                }
            }
        }
        for start in stride(from: 0, to: orphans.count, by: Self.rowsPerCall) {
            try outbox.sweep(Array(orphans[start..<min(start + Self.rowsPerCall, orphans.count)]))
        }
    }
}
