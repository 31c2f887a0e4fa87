/// The providers of this program, by id, in the order in which they were registered.
public struct ProviderRegistry: Sendable {
    public let providers: [any Provider]

    /// - Precondition: No id and no data key occurs twice: the list is part of the program.
    public init(_ providers: [any Provider]) {
        let ids = providers.map(\.descriptor.id)
        precondition(Set(ids).count == ids.count, "two providers have one id")
        let keys = providers.map(\.descriptor.dataKey)
        precondition(Set(keys).count == keys.count, "two providers have one data key")
        self.providers = providers
    }

    public subscript(id: String) -> (any Provider)? {
        providers.first { $0.descriptor.id == id }
    }

    /// The provider that owns a key of `data`, as payloads name it.
    public func provider(forDataKey key: String) -> (any Provider)? {
        providers.first { $0.descriptor.dataKey == key }
    }
}
