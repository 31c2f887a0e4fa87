internal import GRDB
internal import HealthModel

/// Writes rows of one generation.
final class SampleWriter {
    private let names: StoreNames
    private let generation: Int64
    private let insert: RawStatement
    private let replace: RawStatement
    private let leave: RawStatement

    init(generation: Int64, names: StoreNames, in database: Database) throws {
        (self.generation, self.names) = (generation, names)
        insert = try RawStatement(
            database,
            """
            INSERT INTO sample(type, start, "end", source, value, generation, unit, device, metadata)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """)
        insert.bind(6, generation)
        let place = """
            WHERE type = ?1 AND start = ?2 AND "end" = ?3 AND source = ?4 AND value = ?5 AND generation = ?6
            """
        replace = try RawStatement(
            database, "UPDATE sample SET unit = ?7, device = ?8, metadata = ?9 \(place)")
        replace.bind(6, generation)
        leave = try RawStatement(database, "UPDATE sample SET gone = ?7 \(place)")
        leave.bind(7, generation)
    }

    @inline(__always)
    func insert(_ row: PreparedRow, _ texts: borrowing TextTable) throws {
        try bind(row, texts, to: insert)
        try insert.run()
    }

    /// Changes what a row of this same generation carries.
    func replace(_ row: PreparedRow, _ texts: borrowing TextTable) throws {
        try bind(row, texts, to: replace)
        try replace.run()
    }

    /// Marks an older version of a row gone.
    func leave(_ row: PreparedRow, of older: Int64, _ texts: borrowing TextTable) throws {
        try bindKey(row, texts, to: leave)
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

    @inline(__always)
    private func bind(_ row: PreparedRow, _ texts: borrowing TextTable, to statement: RawStatement)
        throws
    {
        try bindKey(row, texts, to: statement)
        statement.bind(7, Int64(row.unit))
        statement.bind(8, Int64(row.device))
        let metadata =
            row.metadata == 0 ? 0 : try names.metadata.number(of: texts[row.metadata]) ?? 0
        statement.bind(9, Int64(metadata))
    }

    @inline(__always)
    private func bindKey(
        _ row: PreparedRow, _ texts: borrowing TextTable, to statement: RawStatement
    ) throws {
        statement.bind(1, Int64(row.type))
        statement.bind(2, row.start)
        statement.bind(3, row.end)
        statement.bind(4, Int64(row.source))
        if row.isNumber {
            statement.bind(5, row.number)
        } else {
            try statement.bind(5, text: texts[row.text])
        }
    }
}
