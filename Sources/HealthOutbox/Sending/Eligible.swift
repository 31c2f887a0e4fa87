internal import GRDB

/// Due messages of one lane whose turn it is by their automations' `order` (8), new ones and retries apart.
struct Eligible {
    /// How far a look for the heads of streams goes.
    static let streamWindow = 1000

    private(set) var fresh: [MessageRow] = []
    private(set) var retries: [MessageRow] = []

    /// All of them, oldest due first.
    var all: [MessageRow] { (fresh + retries).sorted(by: Self.isBefore) }

    init(
        _ automations: [AutomationPolicy], lane: String, limit: Int, now: Moment, _ db: Database
    ) throws {
        for policy in automations {
            let rows: [MessageRow] =
                switch policy.order {
                case .none: try Self.anyDue(policy, lane, limit, now, db)
                case .run: try Self.ofOldestRun(policy, lane, limit, now, db)
                case .stream: try Self.headsOfStreams(policy, db).filter { $0.machine.dueAt <= now }
                case .strict: try Self.head(policy, db).filter { $0.machine.dueAt <= now }
                }
            fresh += rows.filter { $0.machine.attempts == 0 }
            retries += rows.filter { $0.machine.attempts > 0 }
        }
        fresh.sort(by: Self.isBefore)
        retries.sort(by: Self.isBefore)
    }

    private static func isBefore(_ left: MessageRow, _ right: MessageRow) -> Bool {
        (left.machine.dueAt, left.seq, left.row) < (right.machine.dueAt, right.seq, right.row)
    }

    /// Retries get at most half of the slots while new ones wait, and new ones leave them that half; a lane with one slot
    /// takes turns.
    func pick(
        _ slots: Int, concurrency: Int, freshInFlight: Int, retriesInFlight: Int, retryFirst: Bool
    ) -> [MessageRow] {
        if concurrency == 1 {
            let first = retryFirst ? retries.first ?? fresh.first : fresh.first ?? retries.first
            return [first].compactMap { $0 }
        }
        let half = concurrency / 2
        let retryCount = min(retries.count, max(0, half - retriesInFlight), slots)
        let freshCount = min(
            fresh.count, max(0, concurrency - half - freshInFlight), slots - retryCount)
        var picked = Array(retries.prefix(retryCount) + fresh.prefix(freshCount))
        let rest = (retries.dropFirst(retryCount) + fresh.dropFirst(freshCount)).sorted(
            by: Self.isBefore)
        picked += rest.prefix(slots - picked.count)
        return picked.sorted(by: Self.isBefore)
    }

    // MARK: - By order

    /// Whatever is due: the first of each run that waits, and of those the first.
    private static func anyDue(
        _ policy: AutomationPolicy, _ lane: String, _ limit: Int, _ now: Moment, _ db: Database
    ) throws -> [MessageRow] {
        let runs = try db.all(
            """
            SELECT ordinal FROM run WHERE automation = ?1 AND \(Schema.waiting)
                AND (EXISTS (SELECT 1 FROM message WHERE run = ordinal AND state = 'ready'
                    AND retrying = 0 AND due_at <= ?2)
                OR EXISTS (SELECT 1 FROM message WHERE run = ordinal AND state = 'ready'
                    AND retrying = 1 AND due_at <= ?2)) ORDER BY ordinal
            """, policy.automation, now
        ) { try $0.get(0) as Int64 }
        var rows: [MessageRow] = []
        for run in runs {
            rows += try due(in: run, lane, limit, now, db)
            if rows.count > 8 * limit { rows = first(limit, of: rows) }
        }
        return first(limit, of: rows)
    }

    /// Of new messages and of retries.
    private static func first(_ limit: Int, of rows: [MessageRow]) -> [MessageRow] {
        let sorted = rows.sorted(by: isBefore)
        let fresh = sorted.filter { $0.machine.attempts == 0 }
        let retries = sorted.filter { $0.machine.attempts > 0 }
        return Array(fresh.prefix(limit) + retries.prefix(limit))
    }

    /// The oldest run that is not settled; a dead message does not hold up the next one.
    private static func ofOldestRun(
        _ policy: AutomationPolicy, _ lane: String, _ limit: Int, _ now: Moment, _ db: Database
    ) throws -> [MessageRow] {
        guard let oldest = try waitingRuns(policy, limit: 1, db).first else { return [] }
        return try due(in: oldest, lane, limit, now, db)
    }

    /// Due messages of one run: so many new ones, and so many retries.
    private static func due(
        in run: Int64, _ lane: String, _ limit: Int, _ now: Moment, _ db: Database
    ) throws -> [MessageRow] {
        let sql =
            MessageRow.select + """
                 WHERE m.state = 'ready' AND m.run = ? AND m.retrying = ? AND m.due_at <= ?
                    AND m.lane = ? ORDER BY m.due_at, m.seq, m.row LIMIT ?
                """
        return try [false, true].flatMap { isRetry in
            try db.all(sql, run, isRetry, now, lane, limit) { try MessageRow($0) }
        }
    }

    /// The runs of an automation that have something which blocks the next one, oldest first.
    static func waitingRuns(
        _ policy: AutomationPolicy, limit: Int, _ db: Database
    ) throws -> [Int64] {
        try db.all(
            """
            SELECT ordinal FROM run WHERE automation = ? AND \(Schema.waiting)
            ORDER BY ordinal LIMIT ?
            """, policy.automation, limit
        ) { try $0.get(0) }
    }

    private static func head(
        _ policy: AutomationPolicy, _ db: Database
    ) throws -> [MessageRow] {
        try inOrder(policy, limit: 1, db).filter { $0.machine.state == .ready }
    }

    private static func headsOfStreams(
        _ policy: AutomationPolicy, _ db: Database
    ) throws -> [MessageRow] {
        var seen: Set<String> = []
        var heads: [MessageRow] = []
        for row in try inOrder(policy, limit: streamWindow, db) {
            guard let stream = row.stream else {
                // It counts in every stream: nothing overtakes it, and it waits for all.
                if seen.isEmpty { heads.append(row) }
                break
            }
            if seen.insert(stream).inserted { heads.append(row) }
        }
        return heads.filter { $0.machine.state == .ready }
    }

    /// When the first message whose turn it is by order becomes due; `nil` when none waits.
    static func nextDue(
        _ policy: AutomationPolicy, lane: String, _ db: Database
    ) throws -> Moment? {
        func firstDue(_ rows: [MessageRow]) -> Moment? {
            // Until a sender moves them, others may still lie on the lane that the automation had.
            rows.filter { $0.lane == lane }.map(\.machine.dueAt).min()
        }
        switch policy.order {
        case .none, .run:
            let statement = try db.cachedStatement(
                sql: """
                    SELECT min((SELECT min(due_at) FROM message WHERE run = ordinal AND state = 'ready'
                        AND retrying = ?2 AND lane = ?3))
                    FROM (SELECT ordinal FROM run WHERE automation = ?1 AND \(Schema.waiting)
                        ORDER BY ordinal LIMIT ?4)
                    """)
            let runs = policy.order == .run ? 1 : -1
            return try [false, true].compactMap { isRetry in
                try Int64.fetchOne(
                    statement, arguments: [policy.automation, isRetry, lane, runs])
            }.min().map { Moment(milliseconds: $0) }
        case .stream:
            return try firstDue(headsOfStreams(policy, db))
        case .strict:
            return try firstDue(head(policy, db))
        }
    }

    /// What of a run may still be sent, in order.
    static func blocking(in run: Int64, limit: Int, _ db: Database) throws -> [MessageRow] {
        try db.all(
            MessageRow.select
                + " WHERE m.run = ? AND m.\(Schema.blocking) ORDER BY m.seq, m.row LIMIT ?",
            run, limit
        ) { try MessageRow($0) }
    }

    /// What may still be sent, and what blocks, in the order of runs and enqueues.
    static func inOrder(
        _ policy: AutomationPolicy, limit: Int, _ db: Database
    ) throws -> [MessageRow] {
        var rows: [MessageRow] = []
        for run in try waitingRuns(policy, limit: limit, db) where rows.count < limit {
            rows += try blocking(in: run, limit: limit - rows.count, db)
        }
        if policy.onDead == .block {
            rows += try db.all(
                MessageRow.select + """
                     WHERE m.automation = ? AND m.state = 'dead' ORDER BY m.run, m.seq, m.row LIMIT ?
                    """, policy.automation, limit
            ) { try MessageRow($0) }
            rows.sort { ($0.run, $0.seq, $0.row) < ($1.run, $1.seq, $1.row) }
        }
        return Array(rows.prefix(limit))
    }
}
