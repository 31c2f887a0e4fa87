/// What an import did.
public struct ImportReport: Sendable, Equatable {
    /// The number of the import; every import has one, also one that changed nothing.
    public var generation: Int64
    /// By HealthKit's full type identifier.
    public var types: [String: Tally]
    /// By document kind.
    public var kinds: [String: Tally]
    public var rejected: Int
    /// Whether what the archive lacks was looked for; `false` for payloads, add-only imports, and archives that are not
    /// newer than all before.
    public var isSnapshot: Bool

    /// All samples.
    public var samples: Tally { types.values.reduce(into: Tally()) { $0 += $1 } }
    /// All documents.
    public var documents: Tally { kinds.values.reduce(into: Tally()) { $0 += $1 } }
    /// Samples and documents together.
    public var total: Tally {
        var total = samples
        total += documents
        return total
    }
}
