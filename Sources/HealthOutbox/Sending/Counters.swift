internal import GRDB

/// The quota counters of the lanes, against what they count (I11).
enum Counters {
    struct Sum: Equatable {
        var messages = 0
        var bytes: Int64 = 0
    }

    /// What the lanes really hold; one pass over what is live.
    static func actual(_ db: Database) throws -> [String: Sum] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT lane, count(*), sum(iif(body_at = 'gone', 0, body_len))
                FROM message INDEXED BY message_live_age WHERE \(Schema.live) GROUP BY lane
                """)
        var sums: [String: Sum] = [:]
        for row in rows {
            sums[try row.get(0)] = Sum(messages: try row.get(1), bytes: try row.get(2) ?? 0)
        }
        return sums
    }

    /// Sets every stored counter to what it counts.
    ///
    /// - Returns: The names of lanes whose counters were wrong.
    @discardableResult
    static func recompute(_ batch: Batch) throws -> [String] {
        let sums = try actual(batch.db)
        var wrong: [String] = []
        let names = Set(try LaneRow.all(batch.db).map(\.name)).union(sums.keys)
        for name in names.sorted() {
            let sum = sums[name] ?? Sum()
            var row = try batch.lane(name)
            if row.liveMessages == sum.messages, row.liveBytes == sum.bytes { continue }
            (row.liveMessages, row.liveBytes) = (sum.messages, sum.bytes)
            batch.change(row)
            wrong.append(name)
        }
        return wrong
    }
}
