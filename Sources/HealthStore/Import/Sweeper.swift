internal import GRDB

/// Takes back what an import left that did not come to its end. Nobody has seen any of it.
///
/// To be used by the holder of the import lock. Works in several transactions; a sweep that breaks off is
/// gone on with by the next.
struct Sweeper {
    /// Days of one type between two commits.
    static let daysMax = 200

    private let database: Database

    init(in database: Database) {
        self.database = database
    }

    /// Sweeps all unfinished imports; `true` when there was one.
    func sweep() throws -> Bool {
        let unfinished = try Int64.fetchAll(
            database, sql: "SELECT number FROM generation WHERE visible = 0")
        guard !unfinished.isEmpty else { return false }
        let isEmpty =
            try Int.fetchOne(database, sql: "SELECT 1 FROM generation WHERE visible = 1 LIMIT 1")
            == nil
        if isEmpty {
            try clear()
        } else {
            for generation in unfinished { try sweep(generation) }
        }
        return true
    }

    /// When nothing is visible, all goes: emptying a table costs nothing.
    private func clear() throws {
        try database.inTransaction(.immediate) {
            for table in [
                "sample", "arrival", "holding", "document", "series", "reject", "generation",
            ] {
                try database.execute(sql: "DELETE FROM \(table)")
            }
            return .commit
        }
    }

    private func sweep(_ generation: Int64) throws {
        for type in try Int64.fetchAll(database, sql: "SELECT id FROM type") {
            while try sweepDays(of: type, generation) {}
        }
        try database.inTransaction(.immediate) {
            try database.execute(
                sql: """
                    DELETE FROM series
                        WHERE document IN (SELECT id FROM document WHERE generation = :number);
                    DELETE FROM document WHERE generation = :number;
                    UPDATE document SET gone = NULL WHERE gone = :number;
                    DELETE FROM reject WHERE generation = :number;
                    DELETE FROM holding WHERE generation = :number;
                    DELETE FROM generation WHERE number = :number;
                    """, arguments: ["number": generation])
            return .commit
        }
    }

    /// Sweeps some days of a type; `false` when none was left.
    private func sweepDays(of type: Int64, _ generation: Int64) throws -> Bool {
        var isSome = false
        try database.inTransaction(.immediate) {
            let days = try Int64.fetchAll(
                database,
                sql: "SELECT day FROM arrival WHERE type = ? AND generation = ? LIMIT ?",
                arguments: [type, generation, Self.daysMax])
            isSome = !days.isEmpty
            for day in days {
                let start = day * ArrivalLedger.daySeconds
                try database.execute(
                    sql: """
                        DELETE FROM sample WHERE type = :type AND start >= :from AND start < :to
                            AND generation = :number;
                        UPDATE sample SET gone = NULL
                            WHERE type = :type AND start >= :from AND start < :to AND gone = :number;
                        DELETE FROM arrival WHERE type = :type AND generation = :number AND day = :day;
                        """,
                    arguments: [
                        "type": type, "number": generation, "day": day, "from": start,
                        "to": start + ArrivalLedger.daySeconds,
                    ])
            }
            return .commit
        }
        return isSome
    }
}
