internal import GRDB

/// Marks the samples gone that a newer archive lacks.
///
/// The archive covers a (type, source) from its first to its last record of it. Equal counts mean that it has
/// all that the store has, and nothing is looked at; otherwise the stretches between the runs that
/// ``SeenTracker`` wrote down are.
struct SnapshotMarker {
    /// Rows marked between two looks, so that their keys take little memory.
    static let marksMax = 1024

    private let generation: Int64
    private let merger: SampleMerger
    private let rows: ExistingRows
    private let runs: RawStatement
    private let held: RawStatement

    static let heldSQL = """
        SELECT total(arrived) - total(left) FROM holding
        WHERE type = ?1 AND source = ?2 AND generation < ?3
        """

    init(generation: Int64, merger: SampleMerger, in database: Database) throws {
        (self.generation, self.merger) = (generation, merger)
        rows = try ExistingRows(in: database)
        try database.execute(
            sql: "CREATE INDEX IF NOT EXISTS temp.seen_order ON seen(pair, start, \"end\", value)")
        runs = try RawStatement(
            database,
            """
            SELECT start, "end", value, last_start, last_end, last_value FROM temp.seen
            WHERE pair = ?1 ORDER BY start, "end", value
            """)
        held = try RawStatement(database, Self.heldSQL)
    }

    /// Marks what the archive lacks of one (type, source). `number` counts in the merger's table.
    func mark(_ number: Int) throws {
        let pair = merger.table.pairs[number]
        guard pair.first <= pair.last else { return }
        let held = try rowsHeld(by: pair)
        if held == 0 || (!pair.mayRepeat && pair.seen == held) { return }
        defer { runs.reset() }
        runs.bind(1, Int64(number))
        var covered = SampleKey(start: pair.first, end: .min, number: 0, text: nil)
        while try runs.step() {
            let first = runs.key(from: 0)
            if covered < first { try markGap(in: number, after: covered, before: first) }
            let last = runs.key(from: 3)
            if covered < last { covered = last }
        }
        try markGap(
            in: number, after: covered,
            before: SampleKey(start: pair.last + 1, end: .min, number: 0, text: nil))
    }

    /// Rows that were there before this import.
    private func rowsHeld(by pair: Pair) throws -> Int64 {
        held.bind(1, Int64(pair.type))
        held.bind(2, Int64(pair.source))
        held.bind(3, generation)
        defer { held.reset() }
        return try held.step() ? held.integer(0) : 0
    }

    private func markGap(in number: Int, after: SampleKey, before: SampleKey) throws {
        let (type, source) = (merger.table.pairs[number].type, merger.table.pairs[number].source)
        var position = after
        var positionSource = source
        var isDone = false
        while !isDone {
            var marks: [(key: SampleKey, generation: Int64)] = []
            try rows.seek(type: type, source: positionSource, position, after: true)
            isDone = true
            while rows.isValid, rows.start <= before.start {
                if rows.source == source, !rows.isGone, rows.generation < generation {
                    let key = rows.key
                    guard key < before else { break }
                    marks.append((key, rows.generation))
                    if marks.count == Self.marksMax {
                        (position, positionSource) = (key, source)
                        isDone = false
                        break
                    }
                }
                try rows.advance()
            }
            rows.close()
            for mark in marks {
                try merger.leave(number, mark.key, of: mark.generation)
            }
        }
    }
}

extension RawStatement {
    /// Reads start, end and value from three columns.
    func key(from column: Int32) -> SampleKey {
        let isNumber = isNumber(column + 2)
        return SampleKey(
            start: integer(column), end: integer(column + 1),
            number: isNumber ? double(column + 2) : 0, text: isNumber ? nil : bytes(column + 2))
    }
}
