import HealthPlugin
import HealthStore

/// How much a store holds of what: no values, no dates, no sources.
struct StoreFigures {
    var id: String
    var generation: Int64
    var samples: [(name: String, count: Int)]
    var documents: [(name: String, count: Int)]
    var rejects: [(name: String, count: Int)]

    init(_ store: HealthStore) throws {
        id = store.storeID
        generation = try store.newestGeneration
        samples = try store.reader().types().map { ($0.name, $0.samples) }
        documents = try store.documentKinds().map { ("\($0.kind) \($0.form.rawValue)", $0.count) }
        rejects = try store.rejects().map { ("\($0.kind): \($0.reason)", $0.count) }
    }
}
