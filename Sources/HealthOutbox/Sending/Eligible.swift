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

    private static func anyDue(
        _ policy: AutomationPolicy, _ lane: String, _ limit: Int, _ now: Moment, _ db: Database
    ) throws -> [MessageRow] {
        let statement = try db.cachedStatement(
            sql: MessageRow.select + """
                 WHERE m.state = 'ready' AND m.automation = ? AND m.retrying = ? AND m.due_at <= ?
                    AND m.lane = ? ORDER BY m.due_at, m.seq, m.row LIMIT ?
                """)
        return try [false, true].flatMap { isRetry in
            try Row.fetchAll(
                statement,
                arguments: [policy.automation, isRetry, now.milliseconds, lane, limit]
            ).map { try MessageRow($0) }
        }
    }

    /// The oldest run that is not settled; a dead message does not hold up the next one.
    private static func ofOldestRun(
        _ policy: AutomationPolicy, _ lane: String, _ limit: Int, _ now: Moment, _ db: Database
    ) throws -> [MessageRow] {
        let oldest = try oldestRun(policy, db)
        guard let oldest else { return [] }
        let statement = try db.cachedStatement(
            sql: MessageRow.select + """
                 WHERE m.state = 'ready' AND m.automation = ? AND m.run = ? AND m.retrying = ?
                    AND m.due_at <= ? AND m.lane = ? ORDER BY m.due_at, m.seq, m.row LIMIT ?
                """)
        return try [false, true].flatMap { isRetry in
            try Row.fetchAll(
                statement,
                arguments: [policy.automation, oldest, isRetry, now.milliseconds, lane, limit]
            ).map { try MessageRow($0) }
        }
    }

    private static func oldestRun(_ policy: AutomationPolicy, _ db: Database) throws -> Int64? {
        try Int64.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT run FROM message WHERE automation = ? AND \(Schema.blocking)
                    ORDER BY run, seq LIMIT 1
                    """), arguments: [policy.automation])
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
        switch policy.order {
        case .none:
            let statement = try db.cachedStatement(
                sql:
                    "SELECT min(due_at) FROM message WHERE state = 'ready' AND automation = ? AND retrying = ? AND lane = ?"
            )
            return try [false, true].compactMap { isRetry in
                try Int64.fetchOne(statement, arguments: [policy.automation, isRetry, lane])
            }.min().map { Moment(milliseconds: $0) }
        case .run:
            guard let oldest = try oldestRun(policy, db) else { return nil }
            let statement = try db.cachedStatement(
                sql: """
                    SELECT min(due_at) FROM message
                    WHERE state = 'ready' AND automation = ? AND run = ? AND retrying = ? AND lane = ?
                    """)
            return try [false, true].compactMap { isRetry in
                try Int64.fetchOne(
                    statement, arguments: [policy.automation, oldest, isRetry, lane])
            }.min().map { Moment(milliseconds: $0) }
        case .stream:
            return try headsOfStreams(policy, db).map(\.machine.dueAt).min()
        case .strict:
            return try head(policy, db).map(\.machine.dueAt).min()
        }
    }

    /// What may still be sent, and what blocks, in the order of runs and enqueues.
    static func inOrder(
        _ policy: AutomationPolicy, limit: Int, _ db: Database
    ) throws -> [MessageRow] {
        let order = " ORDER BY m.run, m.seq, m.row LIMIT ?"
        var rows = try Row.fetchAll(
            db.cachedStatement(
                sql: MessageRow.select
                    + " WHERE m.automation = ? AND m.\(Schema.blocking)" + order),
            arguments: [policy.automation, limit]
        ).map { try MessageRow($0) }
        if policy.onDead == .block {
            rows += try Row.fetchAll(
                db.cachedStatement(
                    sql: MessageRow.select + " WHERE m.automation = ? AND m.state = 'dead'" + order),
                arguments: [policy.automation, limit]
            ).map { try MessageRow($0) }
            rows.sort { ($0.run, $0.seq, $0.row) < ($1.run, $1.seq, $1.row) }
        }
        return Array(rows.prefix(limit))
    }
}
