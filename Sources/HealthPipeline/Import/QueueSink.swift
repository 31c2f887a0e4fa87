import HealthModel

/// What a reader hands to the store's thread.
enum ImportElement: Sendable {
    case exportDate(Instant)
    case batch(SampleBatch)
    case document(Document)
    case reject(Reject)

    /// About how many bytes it takes.
    var weight: Int {
        switch self {
        case .exportDate: 0
        case .batch(let batch):
            batch.rows.count * MemoryLayout<SampleRow>.stride + batch.texts.byteCount
        case .document(let document):
            document.body.count + document.series.reduce(256) { $0 + $1.bytes.count }
        case .reject(let reject): reject.raw.count + 256
        }
    }
}

/// The reader's end of the queue.
final class QueueSink: ImportSink {
    private let queue: HandOver<ImportElement>

    init(_ queue: HandOver<ImportElement>) {
        self.queue = queue
    }

    func begin(exportDate: Instant) throws {
        try queue.put(.exportDate(exportDate))
    }

    func add(_ batch: SampleBatch) throws {
        try queue.put(.batch(batch))
    }

    func add(_ document: Document) throws {
        try queue.put(.document(document))
    }

    func add(_ reject: Reject) throws {
        try queue.put(.reject(reject))
    }
}
