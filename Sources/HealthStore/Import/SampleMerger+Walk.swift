internal import HealthModel

/// The walk over the store's rows beside a batch's rows of one type. Nothing is written here.
extension SampleMerger {
    func walk(
        _ range: Range<Int>, of type: Int32, in batch: borrowing PreparedBatch,
        _ plan: inout MergePlan
    ) throws {
        defer { existing.close() }
        try beginWalk(at: range.lowerBound, of: type, in: batch, &plan)
        var index = range.lowerBound
        while index < range.upperBound {
            var best = index
            index += 1
            while index < range.upperBound,
                PreparedRow.isSame(batch.rows[best], batch.rows[index])
            {
                if try fold(index, into: best, in: batch, &plan) { best = index }
                index += 1
            }
            try place(best, in: batch, &plan)
        }
        tracker?.ended(type: type, at: range.upperBound - 1, in: batch, &plan.table)
    }

    private func beginWalk(
        at index: Int, of type: Int32, in batch: borrowing PreparedBatch, _ plan: inout MergePlan
    ) throws {
        let row = batch.rows[index]
        let key = batch.key(of: index)
        if let tracker {
            if let walked = tracker.resumption(type: type, before: row, key) {
                return try existing.seek(
                    type: type, source: walked.source, walked.key, after: true)
            }
            try tracker.jumped(type: type, in: batch, &plan.table)
        }
        try existing.seek(type: type, source: row.source, key)
    }

    /// Folds a copy inside a batch; `true` when it is the one to keep.
    private func fold(
        _ copy: Int, into kept: Int, in batch: borrowing PreparedBatch, _ plan: inout MergePlan
    ) throws -> Bool {
        plan.tally.duplicates += 1
        let (left, right) = (batch.rows[copy], batch.rows[kept])
        if left.unit == right.unit, left.device == right.device, left.metadata == right.metadata {
            return false
        }
        plan.tally.nearDuplicates += 1
        return try carried(by: left, in: batch).wins(over: carried(by: right, in: batch))
    }

    /// Decides what one sample is to the store.
    private func place(_ index: Int, in batch: borrowing PreparedBatch, _ plan: inout MergePlan)
        throws
    {
        let row = batch.rows[index]
        let pair = plan.table.number(type: row.type, source: row.source)
        plan.table.pairs[pair].widen(to: row.start)

        var steps = 0
        var order = 1
        while existing.isValid {
            order = existing.order(beside: row, batch.texts)
            if order >= 0 { break }
            steps += 1
            if steps > Self.stepsMax {
                try tracker?.jumped(type: row.type, in: batch, &plan.table)
                try existing.seek(type: row.type, source: row.source, batch.key(of: index))
                steps = 0
                continue
            }
            try passUnmatched(of: row.type, in: batch, &plan)
            try existing.advance()
        }
        guard existing.isValid, order == 0 else {
            plan.inserts.append(index)
            return
        }
        try meet(index, row, pair, in: batch, &plan)
    }

    private func passUnmatched(
        of type: Int32, in batch: borrowing PreparedBatch, _ plan: inout MergePlan
    ) throws {
        guard let tracker, !existing.isGone, existing.generation < generation else { return }
        if let pair = plan.table.known(type: type, source: existing.source) {
            try tracker.missed(pair, in: batch, &plan.table)
        }
    }

    /// The store has versions of this sample: one that is there, or only such as have left.
    private func meet(
        _ index: Int, _ row: PreparedRow, _ pair: Int, in batch: borrowing PreparedBatch,
        _ plan: inout MergePlan
    ) throws {
        var isThere = false
        repeat {
            if !existing.isGone {
                isThere = true
                try meetLive(index, row, pair, in: batch, &plan)
            }
            try existing.advance()
        } while existing.isValid && existing.order(beside: row, batch.texts) == 0
        if isThere { return }
        if isCurrent {
            plan.inserts.append(index)
        } else {
            plan.tally.duplicates += 1
        }
    }

    private func meetLive(
        _ index: Int, _ row: PreparedRow, _ pair: Int, in batch: borrowing PreparedBatch,
        _ plan: inout MergePlan
    )
        throws
    {
        let isOlder = existing.generation < generation
        if isOlder { tracker?.matched(pair, index, in: batch, &plan.table) }
        let hasMetadata = existing.metadata != 0
        if isOlder {
            // Of copies the first stays, unless it has no metadata and the new one has.
            if !hasMetadata, row.metadata != 0 {
                plan.left.append((index, existing.generation))
                plan.inserts.append(index)
                return
            }
            plan.tally.duplicates += 1
            if existing.device != row.device || existing.unit != row.unit
                || hasMetadata != (row.metadata != 0)
            {
                plan.tally.nearDuplicates += 1
            }
            return
        }
        plan.tally.duplicates += 1
        let stored = Carried(
            unit: try names.unit.text(of: existing.unit),
            device: try names.device.text(of: existing.device),
            metadata: try names.metadata.text(of: existing.metadata))
        let copy = try carried(by: row, in: batch)
        if copy == stored { return }
        plan.tally.nearDuplicates += 1
        if copy.wins(over: stored) { plan.replaced.append(index) }
    }

    private func carried(by row: PreparedRow, in batch: borrowing PreparedBatch) throws -> Carried {
        Carried(
            unit: try names.unit.text(of: row.unit), device: try names.device.text(of: row.device),
            metadata: Array(batch.texts[row.metadata]))
    }
}
