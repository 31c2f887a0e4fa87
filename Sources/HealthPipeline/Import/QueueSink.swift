import HealthModel

/// What a reader hands to the store's thread.
enum ImportElement: Sendable {
    case exportDate(Instant)
    case batch(SampleBatch)
    case document(Document)
    case reject(Reject)
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
