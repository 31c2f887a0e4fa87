internal import GRDB
internal import HealthModel

extension SQLiteOutbox {
    public func openRun(_ new: NewRun) throws -> Run {
        try write { batch in
            let id = new.id ?? Identifier.random()
            if let known = try RunTable.fetch(id, batch.db) { return known.run }
            let policy = policy(of: new.automation, name: new.automationName)
            let lane = try batch.lane(policy.lane).lane
            let limit = [lane.bodyLimit(now: batch.now), policy.bodyMax].compactMap { $0 }.min()
            try RunTable.insert(
                new, id: id, bodyLimit: limit, noEncoding: lane.noEncoding, now: batch.now, batch.db
            )
            guard let run = try RunTable.fetch(id, batch.db) else {
                throw OutboxError(.misuse, "A run that was just made is not there.")
            }
            return run.run
        }
    }

    public func unfinishedRun(of automation: String) throws -> Run? {
        try ledger.read { db in
            try db.first(
                """
                SELECT \(RunRow.columns) FROM run WHERE automation = ? AND ended_at IS NULL
                ORDER BY ordinal LIMIT 1
                """, automation
            ) { try RunRow($0).run }
        }
    }

    public func resumeRun(_ id: Identifier) throws -> Run {
        try write { batch in
            try batch.db.execute(
                sql: "UPDATE run SET owner = ? WHERE id = ? AND ended_at IS NULL",
                arguments: [ProcessStamp.own, id.text])
            guard let run = try RunTable.fetch(id, batch.db), run.endedAt == nil else {
                throw OutboxError(.unknown, "There is no unfinished run \(id).")
            }
            return run.run
        }
    }

    public func endRun(_ id: Identifier, as ending: RunEnding) throws {
        try write { batch in
            guard let run = try RunTable.fetch(id, batch.db) else {
                throw OutboxError(.unknown, "There is no run \(id).")
            }
            try RunTable.end(run, as: ending, batch)
        }
    }

    public func log(_ events: [RunEvent], in run: Identifier) throws {
        guard !events.isEmpty else { return }
        try write { batch in
            let statement = try batch.db.cachedStatement(
                sql: """
                    INSERT INTO event (run, at, level, text, data)
                    SELECT ordinal, ?, ?, ?, ? FROM run WHERE id = ?
                    """)
            for event in events {
                try statement.execute(arguments: [
                    event.at.milliseconds, event.level.rawValue, event.text,
                    try JSONColumn.write(event.data), run.text,
                ])
                guard batch.db.changesCount == 1 else {
                    throw OutboxError(.unknown, "There is no run \(run).")
                }
            }
        }
    }

    public func runs(_ selection: RunSelection) throws -> [RunReport] {
        var conditions: [String] = []
        var values: [any SQLValue] = []
        if let automation = selection.automation {
            conditions.append("automation = ?")
            values.append(automation)
        }
        if let id = selection.id {
            conditions.append("id = ?")
            values.append(id.text)
        }
        if let before = selection.before {
            conditions.append("ordinal < (SELECT ordinal FROM run WHERE id = ?)")
            values.append(before.text)
        }
        let filter = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        values.append(max(1, selection.limit))
        let rows = try ledger.read { db in
            try db.all(
                "SELECT \(RunRow.columns) FROM run \(filter) ORDER BY ordinal DESC LIMIT ?",
                values: values
            ) { try RunRow($0) }
        }
        return try rows.map { row in
            let events = selection.withEvents ? try events(of: row, max: selection.eventsMax) : []
            return RunReport(run: row.run, events: events)
        }
    }

    private func events(of run: RunRow, max: Int) throws -> [RunEvent] {
        try ledger.read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT at, level, text, data FROM event WHERE run = ? ORDER BY row LIMIT ?",
                arguments: [run.ordinal, max]
            ).map { row in
                RunEvent(
                    at: Moment(milliseconds: try row.get(0)),
                    level: RunEvent.Level(rawValue: try row.get(1)) ?? .info, text: try row.get(2),
                    data: JSONColumn.read([String: String].self, try row.get(3)) ?? [:])
            }
        }
    }

    public func clearLog(automation: String?) throws -> Int {
        try write { batch in
            try RunTable.removeFinished(automation: automation, before: nil, limit: .max, batch.db)
        }
    }
}

extension RunTable {
    /// Removes runs that are over, whose messages are all gone or finished, with their events, oldest first.
    ///
    /// Finished messages of those runs go with them; their receipts stay.
    ///
    /// - Parameter through: The last run that may go, by its ordinal.
    static func removeFinished(
        automation: String?, before: Moment?, through: Int64? = nil, limit: Int, _ db: Database
    ) throws -> Int {
        let over = try Int64.fetchAll(
            db,
            sql: """
                SELECT ordinal FROM run WHERE ended_at IS NOT NULL AND unfinished = 0
                    AND (:automation IS NULL OR automation = :automation)
                    AND (:before IS NULL OR ended_at < :before)
                    AND (:through IS NULL OR ordinal <= :through)
                ORDER BY ordinal LIMIT :limit
                """,
            arguments: [
                "automation": automation, "before": before?.milliseconds, "through": through,
                "limit": limit,
            ])
        for ordinal in over {
            try db.cachedStatement(sql: "DELETE FROM message WHERE run = ?").execute(arguments: [
                ordinal
            ])
            // Events and what was left of the passage go with it.
            try db.cachedStatement(sql: "DELETE FROM run WHERE ordinal = ?").execute(arguments: [
                ordinal
            ])
        }
        return over.count
    }

    /// The newest run with an event that is older than the newest so many; `nil` when there are not that many.
    static func lastRun(beyondEvents count: Int, _ db: Database) throws -> Int64? {
        // By the numbers of rows, with the gaps that cleared runs left: to count would be to read them all.
        try Int64.fetchOne(
            db,
            sql: """
                SELECT run FROM event WHERE row <= (SELECT max(row) FROM event) - ?
                ORDER BY row DESC LIMIT 1
                """, arguments: [count])
    }
}
