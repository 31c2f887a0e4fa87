public import HealthPlugin

/// How payloads and files of the app are to be read.
public struct PayloadOptions: Sendable {
    /// Who reads which data key and which header.
    public var registry: ProviderRegistry
    /// What is known before a file is looked at. Without a grouping it is what stands beside a saved body, else
    /// what is found out from the points.
    public var context: PayloadContext
    /// Keep the whole items before a fault instead of failing.
    public var salvage: Bool
    /// Where input that cannot be read twice is kept meanwhile, in a file without a name.
    public var temporaryFolder: String

    public init(
        registry: ProviderRegistry, context: PayloadContext, salvage: Bool = false,
        temporaryFolder: String
    ) {
        (self.registry, self.context) = (registry, context)
        (self.salvage, self.temporaryFolder) = (salvage, temporaryFolder)
    }
}
