internal import GRDB

#if canImport(Glibc)
    import Glibc
#endif

/// Sets a damaged ledger aside and saves what can be read of it (6, step 9). Call with the sender's lock held.
///
/// A kill at any moment leaves a folder of the quarantine marked as unfinished, and whoever opens the spool next finishes
/// it: there is never an empty outbox in the place of a damaged one.
struct Salvage {
    /// Each with the column by which it is read from both ends; parents first.
    private static let tables = [
        ("meta", "key"), ("run", "ordinal"), ("event", "row"), ("passage", "automation"),
        ("checkpoint", "automation"), ("sent", "automation"), ("lane", "name"), ("message", "row"),
        ("request", "message"), ("attempt", "message"), ("receipt", "row"), ("activity", "id"),
    ]
    private static let prefix = "outbox-"
    /// The file that marks a folder as unfinished; holds what was found.
    private static let mark = "unfinished"
    private static let suffixes = ["", "-wal", "-shm"]

    let spool: SpoolFolder

    /// The folder of a salvage that was cut short, if any.
    static func unfinished(in spool: SpoolFolder) throws -> String? {
        for name in try Posix.names(in: spool.quarantine) where name.hasPrefix(prefix) {
            let folder = spool.quarantine + "/" + name
            if try Posix.statusIfThere(folder + "/" + mark) != nil { return folder }
        }
        return nil
    }

    /// - Returns: The error that ends this start: what happened, what was saved, and what follows.
    func run(because error: OutboxError, now: Moment) throws -> OutboxError {
        let folder = spool.quarantine + "/\(Self.prefix)\(now.milliseconds)"
        try Posix.makeFolder(folder)
        let mark = try Posix.open(folder + "/" + Self.mark, O_WRONLY | O_CREAT | O_TRUNC)
        try mark.write(Array(error.text.utf8).span)
        try mark.sync()
        try Posix.syncFolder(folder)
        try Posix.syncFolder(spool.quarantine)
        FailPoint.pass(.afterSalvageMark)
        return try finish(folder)
    }

    /// Does what is left of a salvage, from wherever it was cut short.
    func finish(_ folder: String) throws -> OutboxError {
        let damaged = folder + "/outbox.db"
        let cause = try Posix.open(folder + "/" + Self.mark, O_RDONLY).text(bytesMax: 4096)
        let isMoved = try Posix.statusIfThere(damaged) != nil
        var saved: [String: Int]?
        // With one in either place the new one is where it belongs, and only the mark is left to be taken away.
        if try !(isMoved && Posix.statusIfThere(spool.database) != nil) {
            try setAside(in: folder)
            saved = try build(folder + "/new.db", from: damaged)
            try Posix.rename(folder + "/new.db", to: spool.database)
            try Posix.syncFolder(spool.path)
            FailPoint.pass(.afterSalvage)
        }
        for suffix in Self.suffixes { try Posix.remove(folder + "/new.db" + suffix) }
        try Posix.remove(folder + "/" + Self.mark)
        try Posix.syncFolder(folder)
        return OutboxError(
            .damaged,
            "\(spool.database) was damaged (\(cause)) and is set aside in \(folder). "
                + Self.sentence(saved)
                + " Streams whose checkpoint was lost are exported and sent again under new ids. Start hae again "
                + "to go on.")
    }

    private static func sentence(_ saved: [String: Int]?) -> String {
        guard let saved else { return "What could be read of it is in a new outbox." }
        func count(_ table: String) -> Int { saved[table] ?? 0 }
        return
            "Saved into a new outbox: \(count("message")) messages, \(count("receipt")) receipts, "
            + "\(count("checkpoint")) checkpoints."
    }

    /// The database first: while it is where it was, nothing has happened.
    private func setAside(in folder: String) throws {
        for suffix in Self.suffixes {
            let file = spool.database + suffix
            if try Posix.statusIfThere(file) != nil {
                try Posix.rename(file, to: folder + "/outbox.db" + suffix)
            }
            FailPoint.pass(.duringSalvage)
        }
        try Posix.syncFolder(folder)
        try Posix.syncFolder(spool.path)
    }

    private func build(_ path: String, from damaged: String) throws -> [String: Int] {
        for suffix in Self.suffixes { try Posix.remove(path + suffix) }
        // SQLite gives its other files the mode of this one.
        _ = try Posix.open(path, O_RDWR | O_CREAT)
        let new = try Ledger(path: path, readOnly: false)
        defer { try? new.close() }
        let saved = try copy(from: damaged, to: new)
        guard try new.checkpoint(truncates: true) else {
            throw OutboxError(.io, "\(path): the saved outbox could not be written in full.")
        }
        return saved
    }

    private func copy(from damaged: String, to new: Ledger) throws -> [String: Int] {
        guard let old = try? open(damaged) else { return [:] }
        defer { try? old.close() }
        // Whoever is writing to it now ends first; whoever begins later sees that it was moved.
        try? old.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE; ROLLBACK") }
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
        configuration.busyMode = .timeout(5)
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
        let sql = "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0"
        let columns = try String.fetchAll(target, sql: sql, arguments: [table])
        let found = try? old.read { try String.fetchAll($0, sql: sql, arguments: [table]) }
        // A flipped bit may have renamed one: its place tells which it is.
        guard let found, found.count == columns.count,
            let place = columns.firstIndex(of: key)
        else { return 0 }
        let sources = found.map(\.quotedDatabaseIdentifier)
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        let insert = try target.makeStatement(
            sql: """
                INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(marks))
                ON CONFLICT DO NOTHING
                """)
        let select =
            "SELECT \(sources.joined(separator: ", ")) FROM \(table) ORDER BY \(sources[place])"
        var count = 0
        for direction in ["ASC", "DESC"] {
            do {
                try old.read { db in
                    let rows = try Row.fetchCursor(db, sql: "\(select) \(direction)")
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

    /// Removes rows whose values are not what this program writes: in the new ledger they would stop everybody again.
    ///
    /// - Parameter sql: Selects what `read` reads, up to the condition on the key.
    private func dropUnreadable<Key: SQLValue>(
        _ table: String, by key: String, _ type: Key.Type, _ sql: String, _ db: Database,
        _ read: (Columns) throws -> Void
    ) throws {
        let keys = try db.all("SELECT \(key) FROM \(table)") { try $0.get(0) as Key }
        for value in keys {
            do {
                _ = try db.first("\(sql) WHERE \(key) = ?", value, read: read)
            } catch is OutboxError {
                try db.run("DELETE FROM \(table) WHERE \(key) = ?", value)
            }
        }
    }

    private func mend(_ db: Database) throws {
        try dropUnreadable(
            "lane", by: "name", String.self, "SELECT \(LaneRow.columns) FROM lane", db
        ) { _ = try LaneRow($0) }
        try dropUnreadable(
            "run", by: "ordinal", Int64.self, "SELECT \(RunRow.columns) FROM run", db
        ) { _ = try RunRow($0) }
        try dropUnreadable(
            "receipt", by: "row", Int64.self, "SELECT \(ReceiptTable.columns) FROM receipt", db
        ) { _ = try ReceiptTable.receipt($0) }
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
        try dropUnreadable("message", by: "row", Int64.self, MessageRow.select, db) {
            _ = try RequestRow.fetch(MessageRow($0), db)
        }
        for (table, column) in [("event", "run"), ("passage", "run")] {
            try db.execute(
                sql: "DELETE FROM \(table) WHERE \(column) NOT IN (SELECT ordinal FROM run)")
        }
        // Made anew, so that each id has one message, the first.
        try db.execute(
            sql: """
                INSERT INTO identity (id, row) SELECT id, row FROM message WHERE true ON CONFLICT DO NOTHING;
                DELETE FROM message WHERE row NOT IN (SELECT row FROM identity);
                INSERT INTO identity (id, row) SELECT message_id, row FROM receipt WHERE true
                    ON CONFLICT DO NOTHING;
                """)
        for table in ["request", "attempt"] {
            try db.execute(
                sql: "DELETE FROM \(table) WHERE message NOT IN (SELECT row FROM message)")
        }
        // Deleted with its receipt in one transaction: where only one of both was read, the receipt wins.
        try db.execute(
            sql: """
                UPDATE message SET state = 'cancelled', live = 0, blocks = 0, finished_at = created_at
                WHERE \(Schema.live) AND row IN (SELECT row FROM receipt)
                """)
        try db.execute(
            sql: """
                UPDATE run SET unfinished = (SELECT count(*) FROM message m
                        WHERE m.run = run.ordinal AND m.\(Schema.live)),
                    dead = (SELECT count(*) FROM message m WHERE m.run = run.ordinal AND m.state = 'dead')
                """)
        try db.execute(sql: "UPDATE run SET waiting = unfinished > dead")
    }
}
