internal import GRDB
internal import HealthModel

/// Writing `run`, `checkpoint` and `sent`.
enum RunTable {
    static func fetch(_ id: Identifier, _ db: Database) throws -> RunRow? {
        try db.first("SELECT \(RunRow.columns) FROM run WHERE id = ?", id.text) { try RunRow($0) }
    }

    static func insert(
        _ new: NewRun, id: Identifier, bodyLimit: Int64?, noEncoding: Bool, now: Moment,
        _ db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO run (id, automation, automation_name, kind, store_id, generation, range_from,
                    range_to, config_digest, body_limit, no_encoding, started_at, owner)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id.text, new.automation, new.automationName, new.kind.rawValue, new.storeID,
                new.generation, new.from.map { Moment($0).milliseconds },
                new.to.map { Moment($0).milliseconds }, Blob.value(new.configDigest), bodyLimit,
                noEncoding, now.milliseconds, ProcessStamp.own,
            ])
    }

    /// Adds to the counters of a run.
    static func add(_ delta: Batch.RunDelta, to ordinal: Int64, _ db: Database) throws {
        // Read before it is written: RETURNING costs more than both.
        let before = try db.first(
            "SELECT waiting, unfinished, dead FROM run WHERE ordinal = ?", ordinal
        ) {
            (
                waits: try $0.get(0) as Bool, unfinished: try $0.get(1) as Int,
                dead: try $0.get(2) as Int
            )
        }
        try db.run(
            """
            UPDATE run SET requests = requests + ?, unfinished = unfinished + ?, dead = dead + ?,
                delivered = delivered + ?, discarded = discarded + ?, records = records + ?,
                bytes = bytes + ? WHERE ordinal = ?
            """,
            delta.requests, delta.unfinished, delta.dead, delta.delivered, delta.discarded,
            delta.records, delta.bytes, ordinal)
        guard let before else { return }
        let waits = before.unfinished + delta.unfinished > before.dead + delta.dead
        if waits != before.waits {
            try db.run("UPDATE run SET waiting = ? WHERE ordinal = ?", waits, ordinal)
        }
    }

    /// Writes the progress that an enqueue makes (E1).
    static func advance(_ run: RunRow, _ progress: Progress, _ batch: Batch) throws {
        let db = batch.db
        try db.run(
            """
            UPDATE run SET cursor = coalesce(?, cursor), next_part = ?, counts = coalesce(?, counts)
            WHERE ordinal = ?
            """,
            progress.cursor, progress.nextPart,
            try progress.counts.map { try JSONColumn.write($0) }, run.ordinal)
        for advance in progress.advances { try move(advance, of: run, batch) }
        for line in progress.sent {
            try db.run(
                """
                INSERT INTO sent (automation, stream, day, digest) VALUES (?, ?, ?, ?)
                ON CONFLICT (automation, stream, day) DO UPDATE SET digest = excluded.digest
                """,
                run.automation, line.stream, Int(line.day.dayNumber),
                Int64(bitPattern: line.digest))
        }
        if let ending = progress.ending { try end(run, as: ending, batch) }
    }

    private static func move(
        _ advance: Progress.Advance, of run: RunRow, _ batch: Batch
    ) throws {
        try batch.db.cachedStatement(
            sql: """
                INSERT INTO checkpoint (automation, stream, store_id, enqueued_through, updated_at)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (automation, stream) DO UPDATE SET store_id = excluded.store_id,
                    enqueued_through = excluded.enqueued_through, updated_at = excluded.updated_at,
                    delivered_through = iif(store_id = excluded.store_id, delivered_through, NULL)
                """
        ).execute(arguments: [
            run.automation, advance.stream, run.storeID, Blob.value(advance.enqueuedThrough),
            batch.now.milliseconds,
        ])
        try Passages.note(
            run: run.ordinal, automation: run.automation, stream: advance.stream,
            position: advance.enqueuedThrough, batch.db)
    }

    /// Ends a run unless it has ended.
    static func end(_ run: RunRow, as ending: RunEnding, _ batch: Batch) throws {
        let (name, error): (String, String?) =
            switch ending {
            case .complete: ("complete", nil)
            case .closed: ("closed", nil)
            case .failed(let sentence): ("failed", sentence)
            }
        try batch.db.cachedStatement(
            sql: """
                UPDATE run SET ended_at = ?, ending = ?, error = ? WHERE ordinal = ? AND ended_at IS NULL
                """
        ).execute(arguments: [batch.now.milliseconds, name, error, run.ordinal])
        try Passages.advance(after: run.ordinal, now: batch.now, batch.db)
    }
}
