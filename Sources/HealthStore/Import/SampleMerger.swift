internal import GRDB
internal import HealthModel

/// Merges batches of samples into the store.
///
/// A batch is sorted, and the store's rows are walked beside it: rows of an empty stretch go in one after the other
/// in the order of the table, and an archive that the store has already is passed at the speed of a scan. Where
/// the store has much that the batch has not, the walk jumps.
final class SampleMerger {
    /// Rows of the store that are passed one by one before the walk jumps; a jump costs about as much.
    static let stepsMax = 32
    /// More (type, source) than this are not archives of a person; what they lack is not looked for.
    static let pairsMax = 100_000

    let names: StoreNames
    let ledger: ArrivalLedger
    let writer: SampleWriter
    var table = PairTable()
    private(set) var tracker: SeenTracker?
    /// There are too many (type, source) to say what the archive lacks.
    private(set) var hasLostTrack = false
    /// Whether no archive is newer than this one: then rows that had left may come back.
    var isCurrent = false
    private(set) var tallies: [Int32: Tally] = [:]

    let generation: Int64
    let existing: ExistingRows

    /// - Parameter isTracking: whether it has to be known afterwards which rows of the store were met.
    init(generation: Int64, isTracking: Bool, in database: Database) throws {
        self.generation = generation
        names = try StoreNames(in: database, writable: true)
        ledger = try ArrivalLedger(generation: generation, in: database)
        writer = try SampleWriter(generation: generation, names: names, in: database)
        existing = try ExistingRows(in: database)
        tracker = isTracking ? try SeenTracker(in: database) : nil
    }

    /// Merges one batch, inside a transaction.
    func merge(_ batch: SampleBatch) throws {
        let prepared = try PreparedBatch(batch, names: names)
        var start = 0
        while start < prepared.rows.count {
            let type = prepared.rows[start].type
            var end = start + 1
            while end < prepared.rows.count, prepared.rows[end].type == type { end += 1 }
            var plan = MergePlan()
            // Out of the object while the walk changes them: a local costs no check at each access.
            swap(&plan.table, &table)
            defer { swap(&plan.table, &table) }
            try walk(start..<end, of: type, in: prepared, &plan)
            try apply(of: type, in: prepared, &plan)
            tallies[type, default: Tally()] += plan.tally
            start = end
        }
        if tracker != nil, table.pairs.count > Self.pairsMax {
            tracker = nil
            hasLostTrack = true
        }
    }

    /// Marks a row of a pair gone, for ``SnapshotMarker``.
    func leave(_ number: Int, _ key: SampleKey, of older: Int64) throws {
        let pair = table.pairs[number]
        try writer.leave(type: pair.type, source: pair.source, key, of: older)
        try ledger.note(type: pair.type, start: key.start, end: key.end)
        table.pairs[number].left += 1
        tallies[pair.type, default: Tally()].gone += 1
    }

    /// Writes what is still in memory; to be called before a commit.
    func flush() throws {
        try ledger.flush(&table)
        if tracker == nil, table.pairs.count > Self.pairsMax { table.removeAll() }
    }

    /// The archive has been read to its end; returns the number of (type, source) to look at, 0 when what was met
    /// is not known.
    func finish() throws -> Int {
        guard let tracker else { return 0 }
        try tracker.finish(&table)
        return table.pairs.count
    }

    /// Writes what the walk has decided.
    private func apply(
        of type: Int32, in batch: borrowing PreparedBatch, _ plan: inout MergePlan
    ) throws {
        for change in plan.left {
            let row = batch.rows[change.index]
            try writer.leave(row, of: change.generation, batch.texts)
            let pair = plan.table.number(type: type, source: row.source)
            plan.table.pairs[pair].left += 1
        }
        try writer.insert(plan.inserts, of: batch)
        for index in plan.replaced { try writer.replace(batch.rows[index], batch.texts) }
        var longest: Int64 = 0
        for index in plan.inserts {
            let row = batch.rows[index]
            try ledger.note(type: type, start: row.start, end: row.end)
            let pair = plan.table.number(type: type, source: row.source)
            plan.table.pairs[pair].arrived += 1
            let duration = row.end - row.start
            if duration <= StoreSchema.longSeconds { longest = max(longest, duration) }
        }
        if longest > 0 { try ledger.noteDuration(longest, of: type) }
        plan.tally.inserted += plan.inserts.count
    }
}
