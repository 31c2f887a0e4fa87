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
    static let retainEverySeconds = 60.0
    static let sweepEverySeconds = 900.0

    func tend(idle: Bool, now: Moment) throws {
        try heedingDamage { try work(idle: idle, now: now) }
    }

    private func work(idle: Bool, now: Moment) throws {
        try collect(now: now)
        if idle {
            try heedCheck()
            restoreBallast()
            if isTime(\.retainAt, every: Self.retainEverySeconds, now) {
                try retain(now: now)
                try outbox.ledger.shrink()
            }
            if isTime(\.sweepAt, every: Self.sweepEverySeconds, now) { try sweepOrphans(now: now) }
        }
        let walBytesMax = idle ? Self.walBytesWhenIdle : Self.walBytesInAnyCase
        let isTooLong = outbox.isLogTooLong
        if outbox.ledger.walBytes > walBytesMax || isTooLong {
            _ = try outbox.ledger.checkpoint(truncates: isTooLong)
        }
    }

    /// Whether a job is due, which is then put off; one that a clock gone back would delay for long is due as well.
    private func isTime(
        _ job: WritableKeyPath<Choice, Moment>, every seconds: Double, _ now: Moment
    ) -> Bool {
        choice.withLock { choice in
            let next = now.advanced(bySeconds: seconds)
            guard choice[keyPath: job] <= now || choice[keyPath: job] > next else { return false }
            choice[keyPath: job] = next
            return true
        }
    }

    /// Damage that the check after a crash has found: the ledger is set aside before it spreads.
    private func heedCheck() throws {
        guard let finding = check?.finding else { return }
        throw OutboxError(.damaged, "found after a sender that did not end by itself: \(finding)")
    }

    /// Finished messages whose receipt is enough (E25).
    private func collect(now: Moment) throws {
        let before = now.milliseconds - Self.keptMilliseconds
        // Most calls find nothing: look before taking the writer's lock.
        guard try !outbox.ledger.read({ try Self.finished(before: before, limit: 1, $0) }).isEmpty
        else {
            return
        }
        try outbox.writeWithReserve(at: now, holdsLock: true) { batch in
            for var row in try Self.finished(before: before, limit: Self.rowsPerCall, batch.db) {
                try batch.apply(.collected, to: &row)
            }
        }
    }

    private static func finished(
        before: Int64, limit: Int, _ db: Database
    ) throws -> [MessageRow] {
        try db.all(
            MessageRow.select + " WHERE m.finished_at < ? ORDER BY m.finished_at LIMIT ?",
            before, limit
        ) { try MessageRow($0) }
    }

    /// What is older than the configuration keeps it.
    private func retain(now: Moment) throws {
        let limits = outbox.limits
        func moment(_ seconds: Double) -> Moment { now.advanced(bySeconds: -seconds) }
        try outbox.write(at: now) { batch in
            try ReceiptTable.remove(
                before: moment(limits.receiptsKeptSeconds), limit: Self.rowsPerCall, batch.db)
            let events = moment(limits.eventsKeptSeconds)
            _ = try RunTable.removeFinished(
                automation: nil, before: events, limit: Self.rowsPerCall, batch.db)
            if let last = try RunTable.lastRun(beyondEvents: limits.eventsMax, batch.db) {
                _ = try RunTable.removeFinished(
                    automation: nil, before: nil, through: last, limit: Self.rowsPerCall, batch.db)
            }
            try batch.db.execute(
                sql: "DELETE FROM activity WHERE at < ?", arguments: [events.milliseconds])
            if let kept = limits.deadKeptSeconds { try giveUp(before: moment(kept), batch) }
        }
    }

    /// Opt-in: dead messages that nobody looked after for long (E19).
    private func giveUp(before: Moment, _ batch: Batch) throws {
        let rows = try batch.db.all(
            MessageRow.select + """
                 WHERE m.state = 'dead' AND coalesce(m.last_at, m.created_at) < ?
                    ORDER BY m.created_at LIMIT \(Self.rowsPerCall)
                """, before
        ) { try MessageRow($0) }
        for var row in rows {
            try batch.apply(.cancelled(reason: "retention"), to: &row)
        }
    }

    /// The reserve that a full volume took away, once there is room again.
    private func restoreBallast() {
        let spool = outbox.spool
        guard !spool.hasBallast else { return }
        _ = try? outbox.ledger.checkpoint(truncates: true)
        guard let free = try? Posix.freeBytes(spool.path), free > 3 * SpoolFolder.ballastBytes / 2
        else { return }
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
