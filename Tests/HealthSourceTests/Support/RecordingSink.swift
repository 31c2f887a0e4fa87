import HealthModel

/// Keeps everything, rows as texts that can be compared.
final class RecordingSink: ImportSink {
    /// `type|start|end|source|value|unit|device|key=value,…`, times in seconds; numbers as Swift prints them, texts in quotes.
    private(set) var rows: [String] = []
    private(set) var documents: [Document] = []
    private(set) var rejects: [Reject] = []
    private(set) var batchSizes: [Int] = []
    /// Metadata as they were in the table.
    private(set) var metadata: [[UInt8]] = []

    func add(_ batch: SampleBatch) {
        batchSizes.append(batch.rows.count)
        for row in batch.rows {
            let texts = batch.texts
            let value = row.isNumber ? "\(row.number)" : "'\(texts.string(row.text))'"
            let pairs = MetadataSet.decode(Array(texts[row.metadata])).map {
                "\($0.key)=\($0.value)"
            }
            metadata.append(Array(texts[row.metadata]))
            rows.append(
                [
                    texts.string(row.type), "\(row.start.seconds)", "\(row.end.seconds)",
                    texts.string(row.source), value, texts.string(row.unit),
                    texts.string(row.device), pairs.joined(separator: ","),
                ].joined(separator: "|"))
        }
    }

    func add(_ document: Document) {
        documents.append(document)
    }

    func add(_ reject: Reject) {
        rejects.append(reject)
    }

    func documents(of kind: String) -> [Document] {
        documents.filter { $0.kind == kind }
    }
}
