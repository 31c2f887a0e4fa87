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

    /// In the order of ``init(_:)``.
    static let columns = """
        name, state, reason, resume_at, concurrency, largest_ok, smallest_refused, no_expect, \
        no_encoding, failures_in_row, last_ok_at, last_error, memory, live_messages, live_bytes, \
        discarded
        """

    init(_ row: Columns) throws {
        guard let state = LaneState(rawValue: try row.get(1)) else {
            throw OutboxError(
                .damaged,
                "A lane of the outbox has an impossible state; run hae outbox verify --repair.")
        }
        name = try row.get(0)
        lane.state = state
        lane.reason = try row.get(2)
        lane.resumeAt = try row.get(3)
        lane.concurrency = max(1, try row.get(4))
        (lane.largestOK, lane.smallestRefused) = (try row.get(5), try row.get(6))
        (lane.noExpect, lane.noEncoding) = (try row.get(7), try row.get(8))
        lane.failuresInRow = try row.get(9)
        lane.lastOK = try row.get(10)
        lane.lastError = try row.get(11)
        lane.memory =
            (try row.get(12) as String?).flatMap { JSONColumn.read(Lane.Memory.self, $0) }
            ?? Lane.Memory()
        (liveMessages, liveBytes) = (try row.get(13), try row.get(14))
        discarded =
            (try row.get(15) as String?).flatMap { JSONColumn.read([String: Int].self, $0) } ?? [:]
    }

    static func load(_ name: String, _ db: Database) throws -> LaneRow {
        try db.first("SELECT \(columns) FROM lane WHERE name = ?", name) { try LaneRow($0) }
            ?? LaneRow(name: name)
    }

    static func all(_ db: Database) throws -> [LaneRow] {
        try db.all("SELECT \(columns) FROM lane ORDER BY name") { try LaneRow($0) }
    }

    /// - Parameter stored: As it was loaded.
    func save(over stored: LaneRow, _ db: Database) throws {
        if stored.lane == lane, stored.discarded == discarded {
            try db.run(
                "UPDATE lane SET live_messages = ?, live_bytes = ? WHERE name = ?", liveMessages,
                liveBytes, name)
            if db.changesCount == 1 { return }
        }
        try db.run(
            """
            INSERT INTO lane (\(Self.columns))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET state = excluded.state, reason = excluded.reason,
                resume_at = excluded.resume_at, concurrency = excluded.concurrency,
                largest_ok = excluded.largest_ok, smallest_refused = excluded.smallest_refused,
                no_expect = excluded.no_expect, no_encoding = excluded.no_encoding,
                failures_in_row = excluded.failures_in_row, last_ok_at = excluded.last_ok_at,
                last_error = excluded.last_error, memory = excluded.memory,
                live_messages = excluded.live_messages, live_bytes = excluded.live_bytes,
                discarded = excluded.discarded
            """,
            name, lane.state.rawValue, lane.reason, lane.resumeAt, lane.concurrency,
            lane.largestOK, lane.smallestRefused, lane.noExpect, lane.noEncoding,
            lane.failuresInRow, lane.lastOK, lane.lastError,
            lane.memory == Lane.Memory() ? nil : try JSONColumn.write(lane.memory), liveMessages,
            liveBytes, discarded.isEmpty ? nil : try JSONColumn.write(discarded))
    }
}
