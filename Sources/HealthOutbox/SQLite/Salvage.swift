internal import GRDB

/// Sets a ledger that cannot be opened aside and saves what can be read of it (6, step 9).
struct Salvage {
    /// Each with the column by which it is read from both ends; parents first.
    private static let tables = [
        ("meta", "key"), ("run", "ordinal"), ("event", "row"), ("passage", "automation"),
        ("checkpoint", "automation"), ("sent", "automation"), ("lane", "name"), ("message", "row"),
        ("body", "message"), ("attempt", "message"), ("receipt", "row"), ("activity", "id"),
    ]

    let spool: SpoolFolder
    let now: Moment

    /// - Returns: The error that ends this start: what happened, what was saved, and what follows.
    func run(because error: OutboxError) throws -> OutboxError {
        let folder = spool.quarantine + "/outbox-\(now.milliseconds)"
        try Posix.makeFolder(folder)
        for suffix in ["", "-wal", "-shm"] {
            let file = spool.database + suffix
            if try Posix.statusIfThere(file) != nil {
                try Posix.rename(file, to: folder + "/outbox.db" + suffix)
            }
        }
        try Posix.syncFolder(folder)
        let saved = try copy(from: folder + "/outbox.db")
        return OutboxError(
            .damaged,
            "\(spool.database) was damaged (\(error)) and is set aside in \(folder). Saved into a new outbox: "
                + "\(saved["message"] ?? 0) messages, \(saved["receipt"] ?? 0) receipts, "
                + "\(saved["checkpoint"] ?? 0) checkpoints. Streams whose checkpoint was lost are exported and sent "
                + "again under new ids. Start hae again to go on.")
    }

    private func copy(from damaged: String) throws -> [String: Int] {
        let new = try Ledger(path: spool.database, readOnly: false)
        defer { try? new.close() }
        try Posix.changeMode(spool.database, 0o600)
        guard let old = try? open(damaged) else { return [:] }
        defer { try? old.close() }
        return try new.write(.full) { target in
            // What refers to something lost is mended below.
            try target.execute(sql: "PRAGMA defer_foreign_keys = ON")
            var saved: [String: Int] = [:]
            for (table, key) in Self.tables {
                saved[table] = try copy(table, by: key, from: old, to: target)
            }
            try mend(target)
            return saved
        }
    }

    private func open(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        // Its log is read with it.
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
        }
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// From the front and from the back, each as far as it can be read.
    private func copy(
        _ table: String, by key: String, from old: DatabaseQueue, to target: Database
    ) throws -> Int {
        // Generated columns cannot be written.
        let columns = try String.fetchAll(
            target, sql: "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0",
            arguments: [table])
        let names = columns.joined(separator: ", ")
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        let insert = try target.makeStatement(
            sql: "INSERT INTO \(table) (\(names)) VALUES (\(marks)) ON CONFLICT DO NOTHING")
        var count = 0
        for direction in ["ASC", "DESC"] {
            do {
                try old.read { db in
                    let rows = try Row.fetchCursor(
                        db, sql: "SELECT \(names) FROM \(table) ORDER BY \(key) \(direction)")
                    while let row = try rows.next() {
                        // A row with an impossible value is one that cannot be read.
                        do {
                            try insert.execute(arguments: StatementArguments(row.databaseValues))
                            count += target.changesCount
                        } catch let error as DatabaseError
                            where error.resultCode == .SQLITE_CONSTRAINT
                        {
                            continue
                        }
                    }
                }
                return count
            } catch {
                continue
            }
        }
        return count
    }

    private func mend(_ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO run (ordinal, id, automation, automation_name, kind, store_id, generation,
                    config_digest, started_at, ended_at, ending, owner)
                SELECT DISTINCT m.run, lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4'
                    || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-'
                    || hex(randomblob(6))), m.automation, m.automation, 'scheduled', '', 0, x'',
                    m.created_at, m.created_at, 'closed', ''
                FROM message m WHERE m.run NOT IN (SELECT ordinal FROM run) GROUP BY m.run
                """)
        for (table, column) in [("event", "run"), ("passage", "run")] {
            try db.execute(
                sql: "DELETE FROM \(table) WHERE \(column) NOT IN (SELECT ordinal FROM run)")
        }
        for table in ["body", "attempt"] {
            try db.execute(
                sql: "DELETE FROM \(table) WHERE message NOT IN (SELECT row FROM message)")
        }
        // Deleted with its receipt in one transaction: where only one of both was read, the receipt wins.
        try db.execute(
            sql: """
                UPDATE message SET state = 'cancelled', finished_at = created_at WHERE \(Schema.live)
                    AND id IN (SELECT message_id FROM receipt)
                """)
        try db.execute(
            sql: """
                UPDATE run SET unfinished = (SELECT count(*) FROM message m
                        WHERE m.run = run.ordinal AND m.\(Schema.live)),
                    dead = (SELECT count(*) FROM message m WHERE m.run = run.ordinal AND m.state = 'dead')
                """)
    }
}
