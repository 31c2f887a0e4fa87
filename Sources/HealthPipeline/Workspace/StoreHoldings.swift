public import HealthPlugin
import HealthStore

/// What the store holds of types and kinds, for commands that only look.
public final class StoreHoldings {
    /// What is there of something, and from when to when.
    public struct Holding: Sendable, Equatable {
        /// Single measurements.
        public var samples = 0
        /// Workouts, recordings, items of payloads, aggregated points: whatever is not one value.
        public var documents = 0
        /// The earliest start; `nil` when nothing is there, or nothing that has a place in time.
        public var first: Instant?
        /// The latest start of a sample, or the latest end of a document.
        public var last: Instant?

        /// Nothing.
        public init() {}

        public var isEmpty: Bool { samples == 0 && documents == 0 }

        fileprivate mutating func reach(_ first: Instant, _ last: Instant) {
            self.first = min(self.first ?? first, first)
            self.last = max(self.last ?? last, last)
        }
    }

    /// By name.
    public let types: [TypeSummary]

    private let reader: any StoreReader
    private let byType: [String: TypeSummary]
    private var documents: [String: Int] = [:]

    /// What there is; `nil` when there is no store yet.
    ///
    /// - Throws: `StoreError` for a store that cannot be read.
    public init?(_ workspace: Workspace) throws {
        let store: HealthStore
        do {
            store = try workspace.openStore(.readOnly)
        } catch let error as StoreError where error.exitStatus == .noSpool {
            return nil
        }
        reader = try store.reader()
        types = try reader.types()
        byType = Dictionary(uniqueKeysWithValues: types.map { ($0.name, $0) })
        for kind in try store.documentKinds() { documents[kind.kind, default: 0] += kind.count }
    }

    /// What there is of types, by HealthKit's full identifiers, and of kinds of documents.
    public func holding(types: [String], documents kinds: [String]) throws -> Holding {
        var holding = Holding()
        for summary in Set(types).compactMap({ byType[$0] }) {
            holding.samples += summary.samples
            holding.reach(summary.first, summary.last)
        }
        let kinds = kinds.filter { documents[$0] != nil }
        holding.documents = kinds.reduce(0) { $0 + (documents[$1] ?? 0) }
        if !kinds.isEmpty,
            let extent = try reader.extentOfArrivals(types: [], documents: kinds, since: 0)
        {
            holding.reach(extent.start, extent.end)
        }
        return holding
    }

    /// What there is of a data type: its records, not what it adds to them.
    public func holding(of provider: any Provider) throws -> Holding {
        if let records = provider as? any RecordProvider {
            return try holding(types: records.sampleTypes, documents: records.recordKinds)
        }
        var types: [String] = []
        for reading in provider.descriptor.reads {
            switch reading {
            case .type(let name): types.append(name)
            case .types(let prefix):
                types += self.types.map(\.name).filter { $0.hasPrefix(prefix) }
            case .document: break
            }
        }
        return try holding(types: types, documents: provider.descriptor.documentKinds)
    }
}
