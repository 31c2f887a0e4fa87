internal import GRDB

/// `delivered_through`, which follows `enqueued_through` run by run (I14).
enum Passages {
    /// Remembers that a run moved a stream's checkpoint.
    static func note(
        run: Int64, automation: String, stream: String, position: [UInt8], _ db: Database
    ) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO passage (run, stream, automation, position) VALUES (?, ?, ?, ?)
                ON CONFLICT (automation, run, stream) DO UPDATE SET position = excluded.position
                """)
        try statement.execute(arguments: [run, stream, automation, Blob.value(position)])
    }

    /// Moves `delivered_through` over the runs of an automation that are over, oldest first, up to the first one that has a
    /// message which did not pass.
    static func advance(after run: Int64, now: Moment, _ db: Database) throws {
        let automation = try String.fetchOne(
            db.cachedStatement(sql: "SELECT automation FROM run WHERE ordinal = ?"),
            arguments: [run])
        guard let automation else { return }
        while true {
            let next = try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT p.run, p.stream, p.position, r.unfinished, r.ended_at IS NULL, r.store_id
                        FROM passage p JOIN run r ON r.ordinal = p.run
                        WHERE p.automation = ? ORDER BY p.run, p.stream LIMIT 1
                        """), arguments: [automation])
            guard let next else { return }
            let (unfinished, isOpen): (Int, Bool) = (try next.get(3), try next.get(4))
            guard unfinished == 0, !isOpen else { return }
            let stream: String = try next.get(1)
            try db.cachedStatement(
                sql: """
                    UPDATE checkpoint SET delivered_through = ?, updated_at = ?
                    WHERE automation = ? AND stream = ? AND store_id = ?
                    """
            ).execute(arguments: [
                Blob.value(try Blob.bytes(next, 2)), now.milliseconds, automation, stream,
                try next.get(5) as String,
            ])
            try db.cachedStatement(
                sql: "DELETE FROM passage WHERE automation = ? AND run = ? AND stream = ?"
            ).execute(arguments: [automation, try next.get(0) as Int64, stream])
        }
    }
}
