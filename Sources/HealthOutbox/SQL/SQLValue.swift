internal import GRDBSQLite

/// A value that goes into a statement and comes out of a column, by SQLite's own calls.
///
/// GRDB's arguments and rows box each value, which costs several times what SQLite needs for a small row; what every message
/// goes through is written and read by these.
protocol SQLValue {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32

    /// - Returns: `nil` when the column holds something of another type, as a damaged file may.
    static func read(from statement: OpaquePointer, at column: Int32) -> Self?
}

extension Int64: SQLValue {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        unsafe sqlite3_bind_int64(statement, index, self)
    }

    static func read(from statement: OpaquePointer, at column: Int32) -> Int64? {
        guard unsafe sqlite3_column_type(statement, column) == SQLITE_INTEGER else { return nil }
        return unsafe sqlite3_column_int64(statement, column)
    }
}

extension Int: SQLValue {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        unsafe Int64(self).bind(to: statement, at: index)
    }

    static func read(from statement: OpaquePointer, at column: Int32) -> Int? {
        unsafe Int64.read(from: statement, at: column).flatMap { Int(exactly: $0) }
    }
}

extension Bool: SQLValue {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        unsafe Int64(self ? 1 : 0).bind(to: statement, at: index)
    }

    static func read(from statement: OpaquePointer, at column: Int32) -> Bool? {
        unsafe Int64.read(from: statement, at: column).map { $0 != 0 }
    }
}

extension Double: SQLValue {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        unsafe sqlite3_bind_double(statement, index, self)
    }

    static func read(from statement: OpaquePointer, at column: Int32) -> Double? {
        let type = unsafe sqlite3_column_type(statement, column)
        guard type == SQLITE_FLOAT || type == SQLITE_INTEGER else { return nil }
        return unsafe sqlite3_column_double(statement, column)
    }
}

extension String: SQLValue {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        var text = self
        return text.withUTF8 { bytes in
            unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
                unsafe withUnsafePointer(to: CChar(0)) { nowhere in
                    unsafe sqlite3_bind_text64(
                        statement, index, characters.baseAddress ?? nowhere,
                        UInt64(characters.count), copied, UInt8(SQLITE_UTF8))
                }
            }
        }
    }

    static func read(from statement: OpaquePointer, at column: Int32) -> String? {
        guard unsafe sqlite3_column_type(statement, column) == SQLITE_TEXT else { return nil }
        return unsafe String(decoding: contents(of: statement, at: column), as: UTF8.self)
    }
}

extension [UInt8]: SQLValue {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        unsafe withUnsafeBytes { bytes in
            unsafe withUnsafePointer(to: UInt8(0)) { nowhere in
                unsafe sqlite3_bind_blob64(
                    statement, index, bytes.baseAddress ?? UnsafeRawPointer(nowhere),
                    UInt64(bytes.count), copied)
            }
        }
    }

    static func read(from statement: OpaquePointer, at column: Int32) -> [UInt8]? {
        guard unsafe sqlite3_column_type(statement, column) == SQLITE_BLOB else { return nil }
        return unsafe Array(contents(of: statement, at: column))
    }
}

/// As 16 bytes.
extension Identifier: SQLValue {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        unsafe bytes.bind(to: statement, at: index)
    }

    static func read(from statement: OpaquePointer, at column: Int32) -> Identifier? {
        guard unsafe sqlite3_column_type(statement, column) == SQLITE_BLOB else { return nil }
        return unsafe Identifier(bytes: contents(of: statement, at: column))
    }
}

/// In milliseconds.
extension Moment: SQLValue {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        unsafe milliseconds.bind(to: statement, at: index)
    }

    static func read(from statement: OpaquePointer, at column: Int32) -> Moment? {
        unsafe Int64.read(from: statement, at: column).map { Moment(milliseconds: $0) }
    }
}

extension Optional: SQLValue where Wrapped: SQLValue {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        guard let self else { return unsafe sqlite3_bind_null(statement, index) }
        return unsafe self.bind(to: statement, at: index)
    }

    static func read(from statement: OpaquePointer, at column: Int32) -> Wrapped?? {
        if unsafe sqlite3_column_type(statement, column) == SQLITE_NULL { return .some(nil) }
        return unsafe Wrapped.read(from: statement, at: column).map { .some($0) }
    }
}

/// Of a text or blob column, until the statement goes on.
private func contents(of statement: OpaquePointer, at column: Int32) -> UnsafeRawBufferPointer {
    let address = unsafe sqlite3_column_blob(statement, column)
    let count = unsafe Int(sqlite3_column_bytes(statement, column))
    return unsafe UnsafeRawBufferPointer(start: address, count: address == nil ? 0 : count)
}

/// SQLITE_TRANSIENT: SQLite copies the bytes.
private var copied: sqlite3_destructor_type {
    unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
