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
            var lane = lanes[row[0]] ?? InFlight()
            if row[1] { lane.retries = row[2] } else { lane.fresh = row[2] }
            lane.unfinished = max(lane.unfinished, row[3])
            lanes[row[0]] = lane
        }
        return lanes
    }
}
