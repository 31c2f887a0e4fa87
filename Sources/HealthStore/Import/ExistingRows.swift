internal import GRDB
internal import HealthModel

/// The rows that the store has of one type, walked in order beside a batch.
///
/// Stands on one row, or behind the last one. To be used on the connection's queue; nothing may be written
/// while it stands on a row.
final class ExistingRows {
    private let statement: RawStatement
    private(set) var isValid = false
    private(set) var start: Int64 = 0
    private(set) var end: Int64 = 0
    private(set) var source: Int32 = 0
    private(set) var generation: Int64 = 0
    private(set) var isGone = false
    private var isNumber = false
    private var number = 0.0

    static let sql = """
        SELECT start, "end", source, value, generation, gone, unit, device, metadata FROM sample
        WHERE type = ?1 AND (start, "end", source, value, generation) > (?2, ?3, ?4, ?5, ?6)
        ORDER BY start, "end", source, value, generation
        """

    init(in database: Database) throws {
        statement = try RawStatement(database, Self.sql)
    }

    var key: SampleKey {
        SampleKey(start: start, end: end, number: number, text: isNumber ? nil : statement.bytes(3))
    }
    var unit: Int32 { Int32(truncatingIfNeeded: statement.integer(6)) }
    var device: Int32 { Int32(truncatingIfNeeded: statement.integer(7)) }
    var metadata: Int32 { Int32(truncatingIfNeeded: statement.integer(8)) }

    /// Goes to the first row of `type` at a key or behind it; with `after`, behind it.
    func seek(type: Int32, source: Int32, _ key: SampleKey, after: Bool = false) throws {
        statement.reset()
        statement.bind(1, Int64(type))
        try statement.bind(key, from: 2, value: 5)
        statement.bind(4, Int64(source))
        statement.bind(6, after ? Int64.max : 0)
        try advance()
    }

    /// Goes to the next row.
    @inline(__always)
    func advance() throws {
        isValid = try statement.step()
        guard isValid else { return }
        start = statement.integer(0)
        end = statement.integer(1)
        source = Int32(truncatingIfNeeded: statement.integer(2))
        isNumber = statement.isNumber(3)
        number = isNumber ? statement.double(3) : 0
        generation = statement.integer(4)
        isGone = !statement.isNull(5)
    }

    /// Ends the read, so that the table may be written.
    func close() {
        statement.reset()
        isValid = false
    }

    /// How the current row stands to a row of the same type: negative when it comes first, 0 when it is the same sample.
    @inline(__always)
    func order(beside row: PreparedRow, _ texts: borrowing TextTable) -> Int {
        if start != row.start { return start < row.start ? -1 : 1 }
        if end != row.end { return end < row.end ? -1 : 1 }
        if source != row.source { return source < row.source ? -1 : 1 }
        if isNumber != row.isNumber { return isNumber ? -1 : 1 }
        if isNumber { return number == row.number ? 0 : number < row.number ? -1 : 1 }
        return statement.compareText(3, with: texts[row.text])
    }
}
