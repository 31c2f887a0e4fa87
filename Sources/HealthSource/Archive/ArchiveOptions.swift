/// How an archive is to be read.
public struct ArchiveOptions: Sendable {
    /// The name of the main XML inside the archive, for archives with more than one; otherwise it is found by content.
    public var mainMember: String?
    /// Keep the whole elements before a fault instead of failing.
    public var salvage: Bool

    public init(mainMember: String? = nil, salvage: Bool = false) {
        (self.mainMember, self.salvage) = (mainMember, salvage)
    }
}
