import HealthModel

/// Collects rows into batches and hands each over when it is full.
struct RowBatches {
    private let sink: any ImportSink
    private let limits: ReadLimits
    /// The batch that is being filled; readers intern their texts here.
    var batch = SampleBatch()
    /// Rows by the index of their type in the batch.
    private var counts: [Int] = []
    /// Rows handed over, by type.
    private(set) var countsByType: [String: Int] = [:]

    init(into sink: any ImportSink, limits: ReadLimits) {
        (self.sink, self.limits) = (sink, limits)
        batch.rows.reserveCapacity(limits.batchRows)
    }

    @inline(__always)
    mutating func append(_ row: SampleRow) {
        batch.rows.append(row)
        let type = Int(row.type)
        while counts.count <= type { counts.append(0) }
        counts[type] += 1
    }

    var isFull: Bool {
        batch.rows.count >= limits.batchRows || batch.texts.byteCount >= limits.batchTextBytes
    }

    /// Hands over what there is; indices of texts are worth nothing afterwards.
    mutating func flush() throws {
        guard !batch.rows.isEmpty else {
            batch.texts.removeAll()
            return
        }
        for (type, count) in counts.enumerated() where count > 0 {
            countsByType[batch.texts.string(Int32(type)), default: 0] += count
        }
        counts.removeAll(keepingCapacity: true)
        let full = batch
        batch = SampleBatch()
        batch.rows.reserveCapacity(limits.batchRows)
        try sink.add(full)
    }
}
