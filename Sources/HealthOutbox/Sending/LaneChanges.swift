internal import GRDB

/// What a change of a lane's state means for the messages in it.
struct LaneChanges {
    /// More due messages than this are not spread: they wait behind a lane that opens with one slot anyway.
    static let spreadMax = 50_000

    private let batch: Batch

    init(_ batch: Batch) {
        self.batch = batch
    }

    /// Call after every change of a lane, within the transaction that makes it.
    func follow(
        _ before: Lane, named name: String, actor: String,
        random: inout some RandomNumberGenerator
    ) throws {
        try revive(name)
        let after = try batch.lane(name).lane
        guard before.state != after.state else { return }
        try batch.note(
            actor: actor, action: "lane \(after.state.rawValue)", target: name,
            detail: after.reason.map { ["reason": $0] } ?? [:])
        if after.state == .open { try spread(name, random: &random) }
    }

    /// Dead by the streak rule, and the lane was at fault (E18): ready again once nothing of the lane is in flight.
    private func revive(_ name: String) throws {
        var lane = try batch.lane(name)
        guard !lane.lane.memory.toRevive.isEmpty else { return }
        let busy = try Row.fetchOne(
            batch.db.cachedStatement(
                sql: "SELECT 1 FROM message WHERE state = 'inflight' AND lane = ? LIMIT 1"),
            arguments: [name])
        guard busy == nil else { return }
        for id in lane.lane.memory.toRevive.compactMap({ Identifier($0) }) {
            guard var row = try MessageTable.fetch(id, batch.db), row.machine.state == .dead,
                try !Overtaken.check(row, batch.db)
            else { continue }
            try batch.apply(.revived(due: batch.now), to: &row)
        }
        lane = try batch.lane(name)
        lane.lane.memory.toRevive = []
        batch.change(lane)
    }

    /// No stampede: what has become due meanwhile is spread over a while (10).
    func spread(_ name: String, random: inout some RandomNumberGenerator) throws {
        let db = batch.db
        let due =
            try Int.fetchOne(
                db.cachedStatement(sql: "SELECT count(*) FROM message WHERE \(Self.dueInLane)"),
                arguments: [batch.now.milliseconds, name]) ?? 0
        var lane = try batch.lane(name)
        let since = lane.lane.memory.awaySince.map { Moment(milliseconds: $0) } ?? batch.now
        lane.lane.memory.awaySince = nil
        batch.change(lane)
        let window = Backoff.spread(away: batch.now.seconds(since: since), due: due)
        let salt = Int64(truncatingIfNeeded: random.next() >> 33)
        guard due > 1, due <= Self.spreadMax, window >= 0.001 else { return }
        // Spread by a hash of the message's place, so that one statement does it: Knuth's multiplier.
        try db.execute(
            sql: """
                UPDATE message SET due_by = 'backoff', version = version + 1,
                    due_at = ?1 + ((seq * 2654435761 + ?3) & 2147483647) % ?4
                WHERE \(Self.dueInLane)
                """,
            arguments: [
                batch.now.milliseconds, name, salt, Int64(window * 1000),
            ])
    }

    /// Of a lane (2) what is ready and due (1).
    private static let dueInLane = """
        run IN (SELECT ordinal FROM run WHERE \(Schema.waiting)) AND state = 'ready'
            AND retrying IN (0, 1) AND due_at <= ?1 AND lane = ?2
        """
}
