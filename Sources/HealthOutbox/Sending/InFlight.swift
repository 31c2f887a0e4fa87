internal import GRDB

/// What a lane has in flight.
struct InFlight {
    var fresh = 0
    var retries = 0
    /// The most unfinished attempts in a row of one of them, this one included.
    var unfinished = 0

    var total: Int { fresh + retries }

    static func byLane(_ db: Database) throws -> [String: InFlight] {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT lane, retrying, count(*), max(unfinished) FROM message
                    WHERE state = 'inflight' GROUP BY lane, retrying
                    """))
        var lanes: [String: InFlight] = [:]
        for row in rows {
            var lane = lanes[try row.get(0)] ?? InFlight()
            if try row.get(1) { lane.retries = try row.get(2) } else { lane.fresh = try row.get(2) }
            lane.unfinished = max(lane.unfinished, try row.get(3))
            lanes[try row.get(0)] = lane
        }
        return lanes
    }
}
