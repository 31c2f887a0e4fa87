internal import GRDB

/// A place in the order of one type's rows; a scan goes on behind it.
struct ScanPosition {
    var key: SampleKey
    var source: Int32
    var generation: Int64

    /// Before every row whose start is `start` or later.
    init(before start: Int64) {
        key = SampleKey(start: start, end: .min, number: 0, text: nil)
        (source, generation) = (0, 0)
    }

    init(key: SampleKey, source: Int32, generation: Int64) {
        (self.key, self.source, self.generation) = (key, source, generation)
    }
}

/// A scan over one type's rows in the order (start, end, source, value, generation), a page at a time.
///
/// All versions of a row are passed, as only the caller knows which it wants. To be used on the connection's queue.
final class SampleScan {
    enum Rows {
        case all
        /// Those that last longer than ``StoreSchema/longSeconds``.
        case long
    }

    /// Rows looked at in one read: a few milliseconds.
    static let pageRows = 8192

    let statement: RawStatement

    init(_ rows: Rows, in database: Database) throws {
        statement = try RawStatement(database, Self.sql(rows))
    }

    /// The index of long rows has to be named: left alone, SQLite walks the whole type for the few that it has.
    static func sql(_ rows: Rows) -> String {
        let (index, condition) =
            rows == .long
            ? ("INDEXED BY sample_long", "AND \"end\" - start > \(StoreSchema.longSeconds)")
            : ("", "")
        return """
            SELECT start, "end", source, value, unit, device, metadata, generation, gone
            FROM sample \(index)
            WHERE type = ?1 AND (start, "end", source, value, generation) > (?2, ?3, ?4, ?5, ?6)
                AND start < ?7 \(condition)
            ORDER BY start, "end", source, value, generation
            """
    }

    var start: Int64 { statement.integer(0) }
    var end: Int64 { statement.integer(1) }
    var generation: Int64 { statement.integer(7) }
    /// `nil` while the row is there.
    var gone: Int64? { statement.optional(8) }

    /// Passes rows behind a position and before a start, until there are no more, a page is full, or `body` returns
    /// `false`.
    ///
    /// - Returns: Where to go on; `nil` at the end.
    @inline(__always)
    func page(
        type: Int32, after position: ScanPosition, before end: Int64,
        _ body: (SampleScan) throws -> Bool
    ) throws -> ScanPosition? {
        statement.bind(1, Int64(type))
        try statement.bind(position.key, from: 2, value: 5)
        statement.bind(4, Int64(position.source))
        statement.bind(6, position.generation)
        statement.bind(7, end)
        defer { statement.reset() }
        var count = 0
        while try statement.step() {
            let wantsMore = try body(self)
            count += 1
            if !wantsMore || count == Self.pageRows { return here }
        }
        return nil
    }

    private var here: ScanPosition {
        let isNumber = statement.isNumber(3)
        return ScanPosition(
            key: SampleKey(
                start: start, end: end, number: isNumber ? statement.double(3) : 0,
                text: isNumber ? nil : statement.bytes(3)),
            source: Int32(truncatingIfNeeded: statement.integer(2)), generation: generation)
    }
}
