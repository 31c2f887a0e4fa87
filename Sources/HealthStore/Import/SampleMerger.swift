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
    /// Whether no archive is newer than this one: then rows that had left may come back.
    var isCurrent = false
    private(set) var tallies: [Int32: Tally] = [:]

    private let generation: Int64
    private let existing: ExistingRows
    private var tally = Tally()
    private var inserts: [Int] = []
    private var replaced: [Int] = []
    private var left: [(index: Int, generation: Int64)] = []

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
            try merge(start..<end, of: type, in: prepared)
            tallies[type, default: Tally()] += tally
            tally = Tally()
            start = end
        }
        if table.pairs.count > Self.pairsMax { tracker = nil }
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

    private func merge(_ range: Range<Int>, of type: Int32, in batch: PreparedBatch) throws {
        defer { existing.close() }
        try beginWalk(at: range.lowerBound, of: type, in: batch)
        var index = range.lowerBound
        while index < range.upperBound {
            var best = index
            index += 1
            while index < range.upperBound,
                PreparedRow.isSame(batch.rows[best], batch.rows[index])
            {
                if try fold(index, into: best, in: batch) { best = index }
                index += 1
            }
            try place(best, in: batch)
        }
        existing.close()
        tracker?.ended(type: type, at: range.upperBound - 1, in: batch, &table)
        try apply(of: type, in: batch)
    }

    private func beginWalk(at index: Int, of type: Int32, in batch: PreparedBatch) throws {
        let row = batch.rows[index]
        let key = batch.key(of: index)
        if let tracker {
            if let walked = tracker.resumption(type: type, before: row, key) {
                return try existing.seek(
                    type: type, source: walked.source, walked.key, after: true)
            }
            try tracker.jumped(type: type, in: batch, &table)
        }
        try existing.seek(type: type, source: row.source, key)
    }

    /// Folds a copy inside a batch; `true` when it is the one to keep.
    private func fold(_ copy: Int, into kept: Int, in batch: PreparedBatch) throws -> Bool {
        tally.duplicates += 1
        let (left, right) = (batch.rows[copy], batch.rows[kept])
        if left.unit == right.unit, left.device == right.device, left.metadata == right.metadata {
            return false
        }
        tally.nearDuplicates += 1
        return try carried(by: left, in: batch).wins(over: carried(by: right, in: batch))
    }

    /// Decides what one sample is to the store.
    private func place(_ index: Int, in batch: PreparedBatch) throws {
        let row = batch.rows[index]
        let pair = table.number(type: row.type, source: row.source)
        table.pairs[pair].first = min(table.pairs[pair].first, row.start)
        table.pairs[pair].last = max(table.pairs[pair].last, row.start)

        var steps = 0
        var order = 1
        while existing.isValid {
            order = existing.order(beside: row, batch.texts)
            if order >= 0 { break }
            steps += 1
            if steps > Self.stepsMax {
                try tracker?.jumped(type: row.type, in: batch, &table)
                try existing.seek(type: row.type, source: row.source, batch.key(of: index))
                steps = 0
                continue
            }
            try passUnmatched(of: row.type, in: batch)
            try existing.advance()
        }
        guard existing.isValid, order == 0 else {
            inserts.append(index)
            return
        }
        try meet(index, row, pair, in: batch)
    }

    private func passUnmatched(of type: Int32, in batch: PreparedBatch) throws {
        guard let tracker, !existing.isGone, existing.generation < generation else { return }
        if let pair = table.known(type: type, source: existing.source) {
            try tracker.missed(pair, in: batch, &table)
        }
    }

    /// The store has versions of this sample: one that is there, or only such as have left.
    private func meet(_ index: Int, _ row: PreparedRow, _ pair: Int, in batch: PreparedBatch) throws
    {
        var isThere = false
        repeat {
            if !existing.isGone {
                isThere = true
                try meetLive(index, row, pair, in: batch)
            }
            try existing.advance()
        } while existing.isValid && existing.order(beside: row, batch.texts) == 0
        if isThere { return }
        if isCurrent {
            inserts.append(index)
        } else {
            tally.duplicates += 1
        }
    }

    private func meetLive(_ index: Int, _ row: PreparedRow, _ pair: Int, in batch: PreparedBatch)
        throws
    {
        let isOlder = existing.generation < generation
        if isOlder { tracker?.matched(pair, index, in: batch, &table) }
        let hasMetadata = existing.metadata != 0
        if isOlder {
            // Of copies the first stays, unless it has no metadata and the new one has.
            if !hasMetadata, row.metadata != 0 {
                left.append((index, existing.generation))
                inserts.append(index)
                return
            }
            tally.duplicates += 1
            if existing.device != row.device || existing.unit != row.unit
                || hasMetadata != (row.metadata != 0)
            {
                tally.nearDuplicates += 1
            }
            return
        }
        tally.duplicates += 1
        let metadata =
            row.metadata == 0 ? 0 : try names.metadata.number(of: batch.texts[row.metadata]) ?? 0
        if existing.device == row.device, existing.unit == row.unit, existing.metadata == metadata {
            return
        }
        tally.nearDuplicates += 1
        let stored = Carried(
            unit: try names.unit.text(of: existing.unit),
            device: try names.device.text(of: existing.device),
            metadata: try names.metadata.text(of: existing.metadata))
        if try carried(by: row, in: batch).wins(over: stored) { replaced.append(index) }
    }

    /// Writes what the walk has decided.
    private func apply(of type: Int32, in batch: PreparedBatch) throws {
        var longest: Int64 = 0
        for change in left {
            let row = batch.rows[change.index]
            try writer.leave(row, of: change.generation, batch.texts)
            table.pairs[table.number(type: type, source: row.source)].left += 1
        }
        for index in inserts {
            let row = batch.rows[index]
            try writer.insert(row, batch.texts)
            try ledger.note(type: type, start: row.start, end: row.end)
            table.pairs[table.number(type: type, source: row.source)].arrived += 1
            let duration = row.end - row.start
            if duration <= StoreSchema.longSeconds { longest = max(longest, duration) }
        }
        for index in replaced { try writer.replace(batch.rows[index], batch.texts) }
        tally.inserted += inserts.count
        if longest > 0 { try ledger.noteDuration(longest, of: type) }
        inserts.removeAll(keepingCapacity: true)
        replaced.removeAll(keepingCapacity: true)
        left.removeAll(keepingCapacity: true)
    }

    private func carried(by row: PreparedRow, in batch: PreparedBatch) throws -> Carried {
        Carried(
            unit: try names.unit.text(of: row.unit), device: try names.device.text(of: row.device),
            metadata: Array(batch.texts[row.metadata]))
    }
}
