internal import GRDB

/// Remembers which of the store's rows an archive has, in little memory: for every (type, source) the runs of
/// rows that were met one after the other, without one between that the archive lacks.
///
/// An archive in order makes one run of each (type, source), and one more for every gap; the runs go to a
/// temporary table as they end, so that even rows in random order take no memory. What lies between the runs, in
/// the archive's span, is what the archive lacks: ``SnapshotMarker`` looks there and nowhere else.
final class SeenTracker {
    private let insert: RawStatement
    /// How far the store's rows of a type were looked at without a gap.
    private var walked: [Int32: (source: Int32, key: SampleKey)] = [:]
    private var touched: [Int] = []

    init(in database: Database) throws {
        try database.execute(
            sql: """
                CREATE TEMP TABLE IF NOT EXISTS seen(
                    pair INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, value NOT NULL,
                    last_start INTEGER NOT NULL, last_end INTEGER NOT NULL, last_value NOT NULL);
                DELETE FROM temp.seen;
                """)
        insert = try RawStatement(
            database, "INSERT INTO temp.seen VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
    }

    /// Where the walk over a type's rows ended, if it goes on there for a batch that begins with `row`.
    func resumption(
        type: Int32, before row: PreparedRow, _ key: SampleKey
    ) -> (source: Int32, key: SampleKey)? {
        guard let walked = walked[type], walked.key.start <= row.start else { return nil }
        if walked.key.start < row.start { return walked }
        if walked.key.end != row.end { return walked.key.end < row.end ? walked : nil }
        if walked.source != row.source { return walked.source < row.source ? walked : nil }
        return walked.key < key ? walked : nil
    }

    /// A row of the store was met in the batch.
    @inline(__always)
    func matched(
        _ number: Int, _ index: Int, in batch: borrowing PreparedBatch, _ table: inout PairTable
    ) {
        let before = table.pairs[number].meet(index)
        if before < 0 { begin(number, index, before, in: batch, &table) }
    }

    /// The walk passed a row of this pair that the batch does not have.
    @inline(__always)
    func missed(_ number: Int, in batch: borrowing PreparedBatch, _ table: inout PairTable) throws {
        guard table.pairs[number].runIndex != Pair.noRun else { return }
        try close(number, in: batch, &table)
    }

    /// The walk jumps: nothing is known of the rows that it leaves out.
    func jumped(type: Int32, in batch: borrowing PreparedBatch, _ table: inout PairTable) throws {
        for number in table.ofType[type] ?? [] { try missed(number, in: batch, &table) }
        walked[type] = nil
    }

    /// The walk over a batch's rows of one type has ended at `index`.
    func ended(
        type: Int32, at index: Int, in batch: borrowing PreparedBatch, _ table: inout PairTable
    ) {
        walked[type] = (batch.rows[index].source, batch.key(of: index))
        for number in touched where table.pairs[number].runIndex >= 0 {
            table.pairs[number].runLast = batch.key(of: table.pairs[number].runIndex)
            table.pairs[number].runIndex = Pair.runWaits
        }
        touched.removeAll(keepingCapacity: true)
    }

    /// Closes all runs, when the archive has been read to its end.
    func finish(_ table: inout PairTable) throws {
        for number in table.pairs.indices {
            if let first = table.pairs[number].runFirst, let last = table.pairs[number].runLast {
                try write(number, first: first, last: last)
            }
            table.pairs[number].runIndex = Pair.noRun
            table.pairs[number].runFirst = nil
            table.pairs[number].runLast = nil
        }
    }

    private func begin(
        _ number: Int, _ index: Int, _ before: Int, in batch: borrowing PreparedBatch,
        _ table: inout PairTable
    ) {
        touched.append(number)
        guard before == Pair.noRun else { return }
        let key = batch.key(of: index)
        if let highest = table.pairs[number].highest, !(highest < key) {
            table.pairs[number].mayRepeat = true
        }
        table.pairs[number].runFirst = key
    }

    private func close(_ number: Int, in batch: borrowing PreparedBatch, _ table: inout PairTable)
        throws
    {
        let index = table.pairs[number].runIndex
        let last = index >= 0 ? batch.key(of: index) : table.pairs[number].runLast
        if let first = table.pairs[number].runFirst, let last {
            try write(number, first: first, last: last)
            if table.pairs[number].highest.map({ $0 < last }) ?? true {
                table.pairs[number].highest = last
            }
        }
        table.pairs[number].runIndex = Pair.noRun
        table.pairs[number].runFirst = nil
        table.pairs[number].runLast = nil
    }

    private func write(_ number: Int, first: SampleKey, last: SampleKey) throws {
        insert.bind(1, Int64(number))
        try insert.bind(first, from: 2, value: 4)
        try insert.bind(last, from: 5, value: 7)
        try insert.run()
    }
}
