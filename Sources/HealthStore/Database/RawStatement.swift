internal import GRDB
internal import GRDBSQLite
internal import Glibc

/// A compiled statement that is bound and stepped without GRDB's row machinery.
///
/// GRDB's own cursors and argument lists cost two to three times as much per row; bulk insert and scans
/// therefore go through this file, the only one of the module with unsafe calls in a loop. To be used on the
/// connection's queue only. Columns count from 0, parameters from 1.
@safe final class RawStatement {
    private let statement: Statement
    private let pointer: OpaquePointer
    private let connection: OpaquePointer?

    init(_ database: Database, _ sql: String) throws {
        statement = try database.makeStatement(sql: sql)
        unsafe pointer = statement.sqliteStatement
        unsafe connection = database.sqliteConnection
    }

    /// Goes to the next row; `false` at the end, after which the statement has to be reset.
    @inline(__always)
    func step() throws -> Bool {
        let code = unsafe sqlite3_step(pointer)
        if code == SQLITE_ROW { return true }
        if code == SQLITE_DONE { return false }
        throw failure(code)
    }

    /// Runs a statement that returns no rows, and makes it ready for the next binding.
    @inline(__always)
    func run() throws {
        let code = unsafe sqlite3_step(pointer)
        unsafe sqlite3_reset(pointer)
        guard code == SQLITE_DONE else { throw failure(code) }
    }

    /// Runs an insert and returns the number of its row. (`RETURNING` would make a temporary table each time.)
    func insert() throws -> Int64 {
        try run()
        return unsafe sqlite3_last_insert_rowid(connection)
    }

    /// Makes the statement ready to be bound again and ends its read. Bindings stay.
    @inline(__always)
    func reset() {
        unsafe sqlite3_reset(pointer)
    }

    @inline(__always)
    func bind(_ index: Int32, _ value: Int64) {
        let code = unsafe sqlite3_bind_int64(pointer, index, value)
        assert(code == SQLITE_OK)
    }

    @inline(__always)
    func bind(_ index: Int32, _ value: Double) {
        let code = unsafe sqlite3_bind_double(pointer, index, value)
        assert(code == SQLITE_OK)
    }

    @inline(__always)
    func bindNull(_ index: Int32) {
        let code = unsafe sqlite3_bind_null(pointer, index)
        assert(code == SQLITE_OK)
    }

    /// Binds a copy of UTF-8 bytes as text.
    func bind(_ index: Int32, text: ArraySlice<UInt8>) throws {
        let code = unsafe Self.withAddress(text) {
            unsafe sqlite3_bind_text64(
                pointer, index, $0.assumingMemoryBound(to: CChar.self), UInt64(text.count),
                Self.copied, UInt8(SQLITE_UTF8))
        }
        guard code == SQLITE_OK else { throw failure(code) }
    }

    func bind(_ index: Int32, text: String) throws {
        try bind(index, text: Array(text.utf8)[...])
    }

    /// Binds a copy of bytes as a blob.
    func bind(_ index: Int32, blob: ArraySlice<UInt8>) throws {
        let code = unsafe Self.withAddress(blob) {
            unsafe sqlite3_bind_blob64(pointer, index, $0, UInt64(blob.count), Self.copied)
        }
        guard code == SQLITE_OK else { throw failure(code) }
    }

    func bind(_ index: Int32, _ value: Int64?) {
        if let value { bind(index, value) } else { bindNull(index) }
    }

    @inline(__always)
    func integer(_ column: Int32) -> Int64 {
        unsafe sqlite3_column_int64(pointer, column)
    }

    @inline(__always)
    func double(_ column: Int32) -> Double {
        unsafe sqlite3_column_double(pointer, column)
    }

    @inline(__always)
    func isNull(_ column: Int32) -> Bool {
        unsafe sqlite3_column_type(pointer, column) == SQLITE_NULL
    }

    @inline(__always)
    func isNumber(_ column: Int32) -> Bool {
        unsafe sqlite3_column_type(pointer, column) == SQLITE_FLOAT
    }

    /// The integer of a column, or `nil` for NULL.
    func optional(_ column: Int32) -> Int64? {
        isNull(column) ? nil : integer(column)
    }

    /// A copy of the bytes of a text or blob column; empty for NULL.
    func bytes(_ column: Int32) -> [UInt8] {
        let address = unsafe sqlite3_column_blob(pointer, column)
        let count = unsafe Int(sqlite3_column_bytes(pointer, column))
        return unsafe Array(
            UnsafeRawBufferPointer(start: address, count: address == nil ? 0 : count))
    }

    /// A text column with invalid UTF-8 repaired.
    func string(_ column: Int32) -> String {
        String(decoding: bytes(column), as: UTF8.self)
    }

    /// How a text column stands to other bytes in SQLite's order (byte by byte, then by length): negative when it
    /// comes first, 0 when equal.
    func compareText(_ column: Int32, with other: ArraySlice<UInt8>) -> Int {
        let address = unsafe sqlite3_column_text(pointer, column)
        let count = unsafe Int(sqlite3_column_bytes(pointer, column))
        let shared = min(count, other.count)
        let order = unsafe other.withUnsafeBufferPointer { bytes in
            guard let address = unsafe address, let base = bytes.baseAddress, shared > 0
            else { return 0 }
            return unsafe Int(memcmp(address, base, shared))
        }
        return order != 0 ? order : count - other.count
    }

    private func failure(_ code: Int32) -> DatabaseError {
        let message = unsafe connection.map { unsafe String(cString: sqlite3_errmsg($0)) }
        unsafe sqlite3_reset(pointer)
        return DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }

    /// An empty slice may have no address, and SQLite takes that for NULL.
    private static func withAddress<Result>(
        _ bytes: ArraySlice<UInt8>, _ body: (UnsafeRawPointer) throws -> Result
    ) rethrows -> Result {
        try unsafe bytes.withUnsafeBytes { buffer in
            try unsafe withUnsafePointer(to: UInt8(0)) { nowhere in
                try unsafe body(buffer.baseAddress ?? UnsafeRawPointer(nowhere))
            }
        }
    }

    /// SQLITE_TRANSIENT: SQLite copies the bytes.
    private static var copied: sqlite3_destructor_type {
        unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }
}
