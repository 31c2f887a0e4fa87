internal import GRDB

/// What a lane has in flight.
struct InFlight {
    var fresh = 0
    var retries = 0
    /// The most unfinished attempts in a row of one of them, this one included.
    var unfinished = 0

    var total: Int { fresh + retries }

    static func byLane(_ db: Database) throws -> [String: InFlight] {
        var lanes: [String: InFlight] = [:]
        let groups = try db.all(
            """
            SELECT lane, retrying, count(*), max(unfinished) FROM message
            WHERE state = 'inflight' GROUP BY lane, retrying
            """
        ) { row in
            (
                lane: try row.get(0) as String, isRetry: try row.get(1) as Bool,
                count: try row.get(2) as Int, unfinished: try row.get(3) as Int
            )
        }
        for group in groups {
            var lane = lanes[group.lane] ?? InFlight()
            if group.isRetry { lane.retries = group.count } else { lane.fresh = group.count }
            lane.unfinished = max(lane.unfinished, group.unfinished)
            lanes[group.lane] = lane
        }
        return lanes
    }
}
