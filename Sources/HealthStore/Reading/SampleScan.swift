internal import GRDB

/// A scan over one type's rows in the order (start, end, source, value, generation), a page at a time.
///
/// All versions of a row are passed, as only the caller knows which it wants. Rows of one start are never parted, so that
/// a scan goes on at a start: to find the place in the whole key costs a comparison with every row. To be used on the
/// connection's queue.
final class SampleScan {
    enum Rows {
        case all
        /// Those that last longer than ``StoreSchema/longSeconds``.
        case long
    }

    /// Rows looked at in one read, or a few more: a few milliseconds.
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
            WHERE type = ?1 AND start >= ?2 AND start < ?3 \(condition)
            ORDER BY start, "end", source, value, generation
            """
    }

    var end: Int64 { statement.integer(1) }
    var generation: Int64 { statement.integer(7) }
    /// `nil` while the row is there.
    var gone: Int64? { statement.optional(8) }

    /// Passes rows that start at `first` or later and before `end`, each with its start, until there are no more or a page
    /// is full.
    ///
    /// - Returns: The start at which to go on; `nil` at the end.
    @inline(__always)
    func page(
        type: Int32, from first: Int64, before end: Int64,
        _ body: (SampleScan, _ start: Int64) throws -> Void
    ) throws -> Int64? {
        statement.bind(1, Int64(type))
        statement.bind(2, first)
        statement.bind(3, end)
        defer { statement.reset() }
        var count = 0
        var last = first
        while try statement.step() {
            let start = statement.integer(0)
            if count >= Self.pageRows, start != last { return start }
            try body(self, start)
            count += 1
            last = start
        }
        return nil
    }
}
