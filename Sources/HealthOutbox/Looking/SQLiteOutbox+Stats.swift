internal import GRDB
internal import HealthModel

extension SQLiteOutbox {
    public func stats() throws -> OutboxStats {
        let now = clock()
        var stats = try ledger.read { db in
            var lanes: [LaneStats] = []
            let census = try LaneCensus.byLane(now: now, db)
            let automations = try automationsByLane(nil, db)
            for row in try LaneRow.all(db) {
                let due = try (automations[row.name] ?? []).compactMap {
                    try Eligible.nextDue($0, lane: row.name, db)
                }.min()
                lanes.append(try laneStats(row, census[row.name], due: due, now: now, db))
            }
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

    /// - Parameter due: When the first message whose turn it is becomes due.
    private func laneStats(
        _ row: LaneRow, _ census: LaneCensus?, due: Moment?, now: Moment, _ db: Database
    ) throws -> LaneStats {
        let census = census ?? LaneCensus()
        let oldest = try Int64.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT created_at FROM message WHERE \(Schema.live) AND lane = ?
                    ORDER BY created_at, seq LIMIT 1
                    """), arguments: [row.name])
        let next = due.flatMap { due in
            switch row.lane.gate(now: now) {
            case .open, .probe: due
            case .closed(let until): until.map { max($0, due) }
            }
        }
        return LaneStats(
            lane: row.name, state: row.lane.state, reason: row.lane.reason,
            resumesAt: row.lane.resumeAt, ready: census.ready - census.deferred,
            deferred: census.deferred, inflight: census.inflight, held: census.held,
            dead: census.dead, corrupt: census.corrupt, bytes: row.liveBytes,
            oldest: oldest.map { Moment(milliseconds: $0) }, nextAttempt: next,
            concurrency: row.lane.concurrency, failuresInRow: row.lane.failuresInRow,
            lastOK: row.lane.lastOK, lastError: row.lane.lastError, discarded: row.discarded)
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
