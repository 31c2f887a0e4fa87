/// Gives stored samples their ranks; each combination of source, device and metadata is looked up once.
public struct SampleRanker {
    private struct Key: Hashable {
        var source, device, metadata: Int32
    }

    /// The names behind the indices; complete once all samples have been ranked.
    public private(set) var sources: SourceTable
    private let order: SourceOrder
    private let store: any StoreReader
    private var known: [Key: SourceRank] = [:]
    /// The last one of each source, at a place that follows from its number: where sources overlap they take turns.
    private var recent: [(key: Key, rank: SourceRank)?] = Array(repeating: nil, count: 16)

    /// - Parameters:
    ///   - types: HealthKit's full identifiers of everything that will be ranked.
    ///   - own: The source that comes before all others; see ``SourceOrder``.
    public init(
        types: [String], preferred: [String], own: String? = nil, in store: any StoreReader
    ) throws {
        let summaries = try store.types().filter { types.contains($0.name) }
        sources = SourceTable(summaries.flatMap(\.sources))
        order = SourceOrder(preferred: preferred, own: own)
        self.store = store
    }

    public mutating func rank(_ sample: StoredSample) throws -> SourceRank {
        let key = Key(
            source: sample.source, device: sample.device, metadata: sample.metadata)
        let place = Int(key.source) & (recent.count - 1)
        if let last = recent[place], last.key == key { return last.rank }
        let rank = try known[key] ?? look(up: key)
        recent[place] = (key, rank)
        return rank
    }

    private mutating func look(up key: Key) throws -> SourceRank {
        let name = try store.sourceName(key.source)
        let metadata = key.metadata == 0 ? [] : try store.metadata(key.metadata)
        let rank = order.rank(
            source: sources.index(of: name), name: name,
            device: try store.deviceText(key.device), isManual: SourceOrder.isManual(metadata))
        // Metadata sets can be as many as samples; the memory for them is bounded.
        if known.count >= 65_536 { known.removeAll(keepingCapacity: true) }
        known[key] = rank
        return rank
    }
}
