internal import GRDB
internal import HealthModel

extension SQLiteOutbox {
    public func stats() throws -> OutboxStats {
        let now = clock()
        var stats = try ledger.read { db in
            var lanes: [LaneStats] = []
            for row in try LaneRow.all(db) { lanes.append(try laneStats(row, now: now, db)) }
            let known = try MetaTable.get(.epoch, db)
            let clean = try MetaTable.get(.clean, db) == "1"
            return OutboxStats(
                lanes: lanes, messages: lanes.reduce(0) { $0 + $1.total },
                bytes: lanes.reduce(0) { $0 + $1.bytes }, bytesMax: limits.bytesMax, bytesFree: nil,
                sender: nil, lastExit: known.map { _ in clean ? "clean" : "crash" },
                sqliteVersion: try String.fetchOne(db, sql: "SELECT sqlite_version()"))
        }
        stats.bytesFree = try? Posix.freeBytes(spool.path)
        stats.sender = try? SenderLock.holder(in: spool)
        if stats.sender != nil { stats.lastExit = nil }
        return stats
    }

    private func laneStats(_ row: LaneRow, now: Moment, _ db: Database) throws -> LaneStats {
        var stats = LaneStats(
            lane: row.name, state: row.lane.state, reason: row.lane.reason,
            resumesAt: row.lane.resumeAt, ready: 0, deferred: 0, inflight: 0, held: 0, dead: 0,
            corrupt: 0, bytes: row.liveBytes, oldest: nil, nextAttempt: nil,
            concurrency: row.lane.concurrency, failuresInRow: row.lane.failuresInRow,
            lastOK: row.lane.lastOK, lastError: row.lane.lastError, discarded: row.discarded)
        guard row.liveMessages > 0 else { return stats }
        let groups = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT state, count(*), min(created_at) FROM message
                    WHERE \(Schema.live) AND lane = ? GROUP BY state
                    """), arguments: [row.name])
        for group in groups {
            let count: Int = try group.get(1)
            switch MessageState(rawValue: try group.get(0)) {
            case .ready: stats.ready = count
            case .inflight: stats.inflight = count
            case .held: stats.held = count
            case .dead: stats.dead = count
            case .corrupt: stats.corrupt = count
            case .delivered, .split, .cancelled, nil: break
            }
            let oldest = Moment(milliseconds: try group.get(2))
            stats.oldest = min(stats.oldest ?? oldest, oldest)
        }
        let deferred = try Row.fetchOne(
            db.cachedStatement(
                sql:
                    "SELECT count(*) FROM message WHERE lane = ? AND state = 'ready' AND due_at > ?"
            ),
            arguments: [row.name, now.milliseconds])
        stats.deferred = try deferred?.get(0) ?? 0
        stats.ready -= stats.deferred
        let next = try Int64.fetchOne(
            db.cachedStatement(
                sql: "SELECT min(due_at) FROM message WHERE lane = ? AND state = 'ready'"),
            arguments: [row.name])
        stats.nextAttempt = next.flatMap { due in
            switch row.lane.gate(now: now) {
            case .open, .probe: Moment(milliseconds: due)
            case .closed(let until): until.map { max($0, Moment(milliseconds: due)) }
            }
        }
        return stats
    }

    public func shape(by key: ShapeKey) throws -> [ShapeRow] {
        let now = clock().milliseconds
        let column =
            switch key {
            case .lane: "m.lane"
            case .automation: "r.automation_name"
            case .error: "coalesce(m.last_error, 'not tried yet')"
            }
        let buckets = ShapeRow.minutes.map {
            "sum(m.created_at > \(now - Int64($0) * 60_000))"
        }
        return try ledger.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(column), count(*), \(buckets.joined(separator: ", "))
                    FROM message m JOIN run r ON r.ordinal = m.run WHERE m.\(Schema.live)
                    GROUP BY 1 ORDER BY 1
                    """
            ).map { row in
                var counts: [Int] = []
                var younger = 0
                for index in ShapeRow.minutes.indices {
                    let upTo: Int = try row.get(2 + index)
                    counts.append(upTo - younger)
                    younger = upTo
                }
                return ShapeRow(
                    name: try row.get(0), counts: counts + [(try row.get(1) as Int) - younger])
            }
        }
    }
}

extension LaneStats {
    /// Messages that are not finished.
    public var total: Int { ready + deferred + inflight + held + dead + corrupt }
}
