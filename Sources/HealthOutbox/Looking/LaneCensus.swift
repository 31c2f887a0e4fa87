internal import GRDB

/// How many messages of a lane are in which state.
struct LaneCensus {
    /// Also those that are not due yet.
    var ready = 0
    var deferred = 0
    var inflight = 0
    var held = 0
    var dead = 0
    var corrupt = 0

    /// Of the lanes that have any, by indexes that hold nothing else.
    static func byLane(now: Moment, _ db: Database) throws -> [String: LaneCensus] {
        var lanes: [String: LaneCensus] = [:]
        func count(_ state: MessageState, into member: WritableKeyPath<LaneCensus, Int>) throws {
            let statement = try db.cachedStatement(
                sql: """
                    SELECT lane, count(*) FROM message WHERE state = '\(state.rawValue)' GROUP BY lane
                    """)
            for row in try Row.fetchAll(statement) {
                lanes[try row.get(0), default: LaneCensus()][keyPath: member] = try row.get(1)
            }
        }
        try count(.inflight, into: \.inflight)
        try count(.held, into: \.held)
        try count(.dead, into: \.dead)
        try count(.corrupt, into: \.corrupt)
        let statement = try db.cachedStatement(
            sql: """
                SELECT lane, count(*), sum(due_at > ?)
                FROM run CROSS JOIN message INDEXED BY message_ready
                ON message.run = ordinal AND message.state = 'ready'
                WHERE run.\(Schema.waiting) GROUP BY lane
                """)
        for row in try Row.fetchAll(statement, arguments: [now.milliseconds]) {
            var census = lanes[try row.get(0)] ?? LaneCensus()
            (census.ready, census.deferred) = (try row.get(1), try row.get(2))
            lanes[try row.get(0)] = census
        }
        return lanes
    }
}
