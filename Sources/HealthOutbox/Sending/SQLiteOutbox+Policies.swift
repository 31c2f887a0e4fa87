internal import GRDB

/// Bringing stored messages in line with the configuration (8).
extension SQLiteOutbox {
    static let chunk = 1000

    /// Moves messages whose lane changed, holds those whose automation is gone, releases those whose automation is back.
    func applyPolicies(_ report: inout RecoveryReport, now: Moment) throws {
        guard let policies else { return }
        for automation in try ledger.read({ try Self.unfinishedAutomations($0) }) {
            if let policy = policies[automation] {
                report.released += try release(automation, now: now)
                report.moved += try move(automation, to: policy.lane, now: now)
            } else {
                report.heldForRemoval += try hold(automation, now: now)
            }
        }
    }

    /// The automations that have messages which may still be sent.
    static func liveAutomations(_ db: Database) throws -> [String] {
        try automations(of: "run", where: Schema.waiting, db)
    }

    /// The automations that have something to send, by the lane they send on.
    func automationsByLane(
        _ lanes: Set<String>?, _ db: Database
    ) throws -> [String: [AutomationPolicy]] {
        let configured = policies
        var byLane: [String: [AutomationPolicy]] = [:]
        for automation in try Self.liveAutomations(db) {
            var policy = configured?[automation]
            if policy == nil, configured == nil { policy = try defaultPolicy(of: automation, db) }
            guard let policy, lanes?.contains(policy.lane) ?? true else { continue }
            byLane[policy.lane, default: []].append(policy)
        }
        return byLane
    }

    /// Without a configuration, what the stored messages say.
    private func defaultPolicy(
        of automation: String, _ db: Database
    ) throws -> AutomationPolicy? {
        let lane = try String.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT lane FROM message WHERE \(Schema.blocking) AND run = (
                        SELECT ordinal FROM run WHERE automation = ? AND \(Schema.waiting) LIMIT 1) LIMIT 1
                    """),
            arguments: [automation])
        return lane.map { AutomationPolicy(automation: automation, name: $0, lane: $0) }
    }

    private static func unfinishedAutomations(_ db: Database) throws -> [String] {
        let dead = try automations(of: "message", where: "state = 'dead'", db)
        return Set(try liveAutomations(db) + dead).sorted()
    }

    /// By one look into an index for each.
    private static func automations(
        of table: String, where condition: String, _ db: Database
    ) throws -> [String] {
        let statement = try db.cachedStatement(
            sql: """
                WITH RECURSIVE a (name) AS (
                    SELECT min(automation) FROM \(table) WHERE \(condition)
                    UNION ALL
                    SELECT (SELECT min(automation) FROM \(table)
                        WHERE \(condition) AND automation > a.name)
                    FROM a WHERE a.name IS NOT NULL)
                SELECT name FROM a WHERE name IS NOT NULL
                """)
        return try String.fetchAll(statement)
    }

    private static let ofWaitingRuns =
        "m.run IN (SELECT ordinal FROM run WHERE automation = ? AND \(Schema.waiting))"

    private func hold(_ automation: String, now: Moment) throws -> Int {
        try inChunks(
            "\(Self.ofWaitingRuns) AND m.state = 'ready'", [automation], now: now,
            note: ("hold", automation)
        ) { _ in .held(reason: MessageMachine.Reason.automationRemoved) }
    }

    private func release(_ automation: String, now: Moment) throws -> Int {
        try inChunks(
            "m.automation = ? AND m.state = 'held' AND m.reason = ?",
            [automation, MessageMachine.Reason.automationRemoved], now: now,
            note: ("release", automation)
        ) { _ in .released(due: now) }
    }

    /// Applies one event to all messages that a condition selects, in transactions of bounded size; the event has to take
    /// them out of the selection.
    private func inChunks(
        _ condition: String, _ arguments: [String], now: Moment,
        note: (action: String, target: String), _ event: (MessageRow) -> MessageEvent
    ) throws -> Int {
        var total = 0
        while true {
            let changed = try write(at: now) { batch in
                let rows = try batch.db.all(
                    MessageRow.select + " WHERE \(condition) LIMIT \(Self.chunk)",
                    values: arguments
                ) { try MessageRow($0) }
                for var row in rows { try batch.apply(event(row), to: &row) }
                if !rows.isEmpty {
                    try batch.note(
                        actor: "sender", action: note.action, target: note.target,
                        detail: ["messages": "\(rows.count)", "cause": "configuration"])
                }
                return rows.count
            }
            total += changed
            if changed < Self.chunk { return total }
        }
    }

    /// Takes an automation's queued messages along to its new lane, in one transaction.
    private func move(_ automation: String, to lane: String, now: Moment) throws -> Int {
        try write(at: now) { batch in
            try batch.db.execute(
                sql: """
                    UPDATE message AS m SET lane = ?, version = version + 1
                    WHERE \(Self.ofWaitingRuns) AND \(Schema.blocking) AND lane <> ?
                    """, arguments: [lane, automation, lane])
            var moved = batch.db.changesCount
            try batch.db.execute(
                sql: """
                    UPDATE message SET lane = ?, version = version + 1
                    WHERE automation = ? AND state = 'dead' AND lane <> ?
                    """, arguments: [lane, automation, lane])
            moved += batch.db.changesCount
            guard moved > 0 else { return 0 }
            try Counters.recompute(batch)
            try batch.note(
                actor: "sender", action: "move", target: automation,
                detail: ["lane": lane, "messages": "\(moved)"])
            return moved
        }
    }
}

extension SQLiteSender {
    func reconfigure(_ policies: [AutomationPolicy], now: Moment) throws -> RecoveryReport {
        outbox.configure(policies)
        var report = RecoveryReport(wasClean: true)
        try outbox.applyPolicies(&report, now: now)
        try outbox.write(at: now) { batch in
            for name in try LaneRow.all(batch.db).map(\.name) {
                var row = try batch.lane(name)
                if row.lane.memory.probe == nil, row.lane.tryAnew(now: now) { batch.change(row) }
            }
        }
        return report
    }
}
