internal import GRDB
internal import GRDBSQLite

/// Statements of the connection's cache, run by SQLite's own calls.
extension Database {
    /// Runs a statement that returns no rows.
    func run<each Value: SQLValue>(_ sql: String, _ value: repeat each Value) throws {
        try unsafe with(sql, repeat each value) { statement in
            guard try unsafe !step(statement) else {
                throw OutboxError(.misuse, "A statement that changes the outbox returned a row.")
            }
        }
    }

    /// The first row of a query, if any.
    func first<Result, each Value: SQLValue>(
        _ sql: String, _ value: repeat each Value, read: (Columns) throws -> Result
    ) throws -> Result? {
        try unsafe with(sql, repeat each value) { statement in
            try unsafe step(statement) ? read(Columns(statement)) : nil
        }
    }

    /// All rows of a query.
    func all<Result, each Value: SQLValue>(
        _ sql: String, _ value: repeat each Value, read: (Columns) throws -> Result
    ) throws -> [Result] {
        try unsafe with(sql, repeat each value) { try unsafe rows($0, read) }
    }

    /// All rows of a query whose arguments are not known before it runs; not kept in the cache.
    func all<Result>(
        _ sql: String, values: [any SQLValue], read: (Columns) throws -> Result
    ) throws -> [Result] {
        let owner = try makeStatement(sql: sql)
        return try withExtendedLifetime(owner) {
            let statement = unsafe owner.sqliteStatement
            var index: Int32 = 0
            for value in values { unsafe try bind(value, to: statement, &index) }
            return try unsafe rows(statement, read)
        }
    }

    /// A statement of the cache with its arguments, for `body` alone.
    private func with<Result, each Value: SQLValue>(
        _ sql: String, _ value: repeat each Value, body: (OpaquePointer) throws -> Result
    ) throws -> Result {
        let statement = try unsafe cachedStatement(sql: sql).sqliteStatement
        defer { unsafe sqlite3_reset(statement) }
        var index: Int32 = 0
        repeat unsafe try bind(each value, to: statement, &index)
        return try unsafe body(statement)
    }

    private func rows<Result>(
        _ statement: OpaquePointer, _ read: (Columns) throws -> Result
    ) throws -> [Result] {
        var rows: [Result] = []
        while try unsafe step(statement) { rows.append(try unsafe read(Columns(statement))) }
        return rows
    }

    private func bind(
        _ value: some SQLValue, to statement: OpaquePointer, _ index: inout Int32
    ) throws {
        index += 1
        let code = unsafe value.bind(to: statement, at: index)
        guard code == SQLITE_OK else { throw failure(code) }
    }

    /// - Returns: Whether it stands at a row now.
    private func step(_ statement: OpaquePointer) throws -> Bool {
        let code = unsafe sqlite3_step(statement)
        if code == SQLITE_ROW { return true }
        if code == SQLITE_DONE { return false }
        throw failure(code)
    }

    private func failure(_ code: Int32) -> DatabaseError {
        let message = unsafe sqliteConnection.map { unsafe String(cString: sqlite3_errmsg($0)) }
        return DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }
}
