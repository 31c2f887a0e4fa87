internal import GRDB

/// A row of `lane`: the lane's rules and the counters of what lies in it.
struct LaneRow: Sendable, Equatable {
    var name: String
    var lane = Lane()
    /// Messages that are not finished.
    var liveMessages = 0
    /// Bytes of stored bodies.
    var liveBytes: Int64 = 0
    /// Messages that ended undelivered, by reason.
    var discarded: [String: Int] = [:]

    init(name: String) {
        self.name = name
    }

    init(_ row: Row) throws {
        guard let state = LaneState(rawValue: try row.get("state")) else {
            throw OutboxError(
                .damaged,
                "A lane of the outbox has an impossible state; run hae outbox verify --repair.")
        }
        name = try row.get("name")
        lane.state = state
        lane.reason = try row.get("reason")
        lane.resumeAt = (try row.get("resume_at") as Int64?).map { Moment(milliseconds: $0) }
        lane.concurrency = max(1, try row.get("concurrency"))
        lane.largestOK = try row.get("largest_ok")
        lane.smallestRefused = try row.get("smallest_refused")
        lane.noExpect = try row.get("no_expect")
        lane.noEncoding = try row.get("no_encoding")
        lane.failuresInRow = try row.get("failures_in_row")
        lane.lastOK = (try row.get("last_ok_at") as Int64?).map { Moment(milliseconds: $0) }
        lane.lastError = try row.get("last_error")
        lane.memory =
            (try row.get("memory") as String?).flatMap { JSONColumn.read(Lane.Memory.self, $0) }
            ?? Lane.Memory()
        liveMessages = try row.get("live_messages")
        liveBytes = try row.get("live_bytes")
        discarded =
            (try row.get("discarded") as String?).flatMap {
                JSONColumn.read([String: Int].self, $0)
            } ?? [:]
    }

    static func load(_ name: String, _ db: Database) throws -> LaneRow {
        let statement = try db.cachedStatement(sql: "SELECT * FROM lane WHERE name = ?")
        return try Row.fetchOne(statement, arguments: [name]).map { try LaneRow($0) }
            ?? LaneRow(name: name)
    }

    static func all(_ db: Database) throws -> [LaneRow] {
        try Row.fetchAll(db, sql: "SELECT * FROM lane ORDER BY name").map { try LaneRow($0) }
    }

    func save(_ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO lane (name, state, reason, resume_at, concurrency, largest_ok, smallest_refused,
                    no_expect, no_encoding, failures_in_row, last_ok_at, last_error, memory, live_messages,
                    live_bytes, discarded)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET state = excluded.state, reason = excluded.reason,
                    resume_at = excluded.resume_at, concurrency = excluded.concurrency,
                    largest_ok = excluded.largest_ok, smallest_refused = excluded.smallest_refused,
                    no_expect = excluded.no_expect, no_encoding = excluded.no_encoding,
                    failures_in_row = excluded.failures_in_row, last_ok_at = excluded.last_ok_at,
                    last_error = excluded.last_error, memory = excluded.memory,
                    live_messages = excluded.live_messages, live_bytes = excluded.live_bytes,
                    discarded = excluded.discarded
                """)
        try statement.execute(arguments: [
            name, lane.state.rawValue, lane.reason, lane.resumeAt?.milliseconds, lane.concurrency,
            lane.largestOK, lane.smallestRefused, lane.noExpect, lane.noEncoding,
            lane.failuresInRow, lane.lastOK?.milliseconds, lane.lastError,
            lane.memory == Lane.Memory() ? nil : try JSONColumn.write(lane.memory), liveMessages,
            liveBytes, discarded.isEmpty ? nil : try JSONColumn.write(discarded),
        ])
    }
}
