internal import GRDB
internal import HealthModel

/// Writes rows of one generation.
///
/// Many rows go in with one statement: opening and closing the table for each would cost as much as the row.
final class SampleWriter {
    /// Rows of one statement.
    static let rowsPerStatement = 128

    private let names: StoreNames
    private let insertOne: RawStatement
    private let insertMany: RawStatement
    private let replace: RawStatement
    private let leave: RawStatement

    init(generation: Int64, names: StoreNames, in database: Database) throws {
        self.names = names
        insertOne = try RawStatement(database, Self.insertSQL(rows: 1, generation))
        insertMany = try RawStatement(
            database, Self.insertSQL(rows: Self.rowsPerStatement, generation))
        let place = """
            WHERE type = ?1 AND start = ?2 AND "end" = ?3 AND source = ?4 AND value = ?5
            """
        replace = try RawStatement(
            database,
            """
            UPDATE sample SET unit = ?6, device = ?7, metadata = ?8
            \(place) AND generation = \(generation)
            """)
        leave = try RawStatement(
            database, "UPDATE sample SET gone = \(generation) \(place) AND generation = ?6")
    }

    /// Inserts rows of a batch, which come in the order of the store.
    func insert(_ indices: [Int], of batch: borrowing PreparedBatch) throws {
        var position = 0
        while position + Self.rowsPerStatement <= indices.count {
            for offset in 0..<Self.rowsPerStatement {
                try bind(
                    batch.rows[indices[position + offset]], batch.texts, to: insertMany,
                    from: Int32(offset * Self.columns))
            }
            try insertMany.run()
            position += Self.rowsPerStatement
        }
        while position < indices.count {
            try bind(batch.rows[indices[position]], batch.texts, to: insertOne, from: 0)
            try insertOne.run()
            position += 1
        }
    }

    /// Changes what a row of this same generation carries.
    func replace(_ row: PreparedRow, _ texts: borrowing TextTable) throws {
        try bind(row, texts, to: replace, from: 0)
        try replace.run()
    }

    /// Marks an older version of a row gone.
    func leave(_ row: PreparedRow, of older: Int64, _ texts: borrowing TextTable) throws {
        try bindKey(row, texts, to: leave, from: 0)
        leave.bind(6, older)
        try leave.run()
    }

    /// Marks a row gone.
    func leave(type: Int32, source: Int32, _ key: SampleKey, of older: Int64) throws {
        leave.bind(1, Int64(type))
        try leave.bind(key, from: 2, value: 5)
        leave.bind(4, Int64(source))
        leave.bind(6, older)
        try leave.run()
    }

    /// Parameters of an inserted row: the key, which is the first five, and what the row carries.
    private static let columns = 8

    /// A failed row ends the import, so that SQLite need not be able to take back the statement alone (OR FAIL).
    private static func insertSQL(rows: Int, _ generation: Int64) -> String {
        let row = "(?, ?, ?, ?, ?, \(generation), ?, ?, ?)"
        return """
            INSERT OR FAIL INTO sample(
                type, start, "end", source, value, generation, unit, device, metadata)
            VALUES \(Array(repeating: row, count: rows).joined(separator: ", "))
            """
    }

    @inline(__always)
    private func bind(
        _ row: PreparedRow, _ texts: borrowing TextTable, to statement: RawStatement,
        from before: Int32
    ) throws {
        try bindKey(row, texts, to: statement, from: before)
        statement.bind(before + 6, Int64(row.unit))
        statement.bind(before + 7, Int64(row.device))
        let metadata = row.metadata == 0 ? 0 : try names.metadata.number(of: texts[row.metadata])
        statement.bind(before + 8, Int64(metadata ?? 0))
    }

    @inline(__always)
    private func bindKey(
        _ row: PreparedRow, _ texts: borrowing TextTable, to statement: RawStatement,
        from before: Int32
    ) throws {
        statement.bind(before + 1, Int64(row.type))
        statement.bind(before + 2, row.start)
        statement.bind(before + 3, row.end)
        statement.bind(before + 4, Int64(row.source))
        if row.isNumber {
            statement.bind(before + 5, row.number)
        } else {
            try statement.bind(before + 5, text: texts[row.text])
        }
    }
}
