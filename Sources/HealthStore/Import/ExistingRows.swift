internal import GRDB
internal import HealthModel

/// The rows that the store has of one type, walked in order beside a batch.
///
/// Stands on one row, or behind the last one. To be used on the connection's queue; nothing may be written
/// while it stands on a row.
final class ExistingRows {
    private let sameStart: RawStatement
    private let later: RawStatement
    /// The one of these two that has the current row.
    private var statement: RawStatement
    private(set) var isValid = false
    private(set) var start: Int64 = 0
    private(set) var end: Int64 = 0
    private(set) var source: Int32 = 0
    private(set) var generation: Int64 = 0
    private(set) var isGone = false
    private var isNumber = false
    private var number = 0.0

    private static func sql(_ condition: String) -> String {
        """
        SELECT start, "end", source, value, generation, gone, unit, device, metadata FROM sample
        WHERE type = ?1 AND \(condition)
        ORDER BY start, "end", source, value, generation
        """
    }
    /// The rows of the start at which a walk begins…
    static let sameStartSQL = sql(
        "start = ?2 AND (\"end\", source, value, generation) > (?3, ?4, ?5, ?6)")
    /// …and those behind it apart: a place in the whole key would be compared with every row that is passed.
    static let laterSQL = sql("start > ?2")

    init(in database: Database) throws {
        sameStart = try RawStatement(database, Self.sameStartSQL)
        later = try RawStatement(database, Self.laterSQL)
        statement = sameStart
    }

    var key: SampleKey {
        SampleKey(start: start, end: end, number: number, text: isNumber ? nil : statement.bytes(3))
    }
    var unit: Int32 { Int32(truncatingIfNeeded: statement.integer(6)) }
    var device: Int32 { Int32(truncatingIfNeeded: statement.integer(7)) }
    var metadata: Int32 { Int32(truncatingIfNeeded: statement.integer(8)) }

    /// Goes to the first row of `type` at a key or behind it; with `after`, behind it.
    func seek(type: Int32, source: Int32, _ key: SampleKey, after: Bool = false) throws {
        close()
        sameStart.bind(1, Int64(type))
        try sameStart.bind(key, from: 2, value: 5)
        sameStart.bind(4, Int64(source))
        sameStart.bind(6, after ? Int64.max : 0)
        later.bind(1, Int64(type))
        later.bind(2, key.start)
        statement = sameStart
        try advance()
    }

    /// Goes to the next row.
    @inline(__always)
    func advance() throws {
        isValid = try statement.step()
        if !isValid, statement === sameStart {
            statement = later
            isValid = try statement.step()
        }
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
        sameStart.reset()
        later.reset()
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
