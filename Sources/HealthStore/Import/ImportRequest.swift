public import HealthModel

/// What is going to be imported.
public struct ImportRequest: Sendable {
    public enum Kind: String, Sendable {
        /// A whole export of the Health app.
        case archive
        /// A file or message of the companion app: a part, which says nothing of what it leaves out.
        case payload
    }

    public var kind: Kind
    /// The file's name, for people.
    public var name: String
    /// The version of the reader; it rises whenever a reader learns to keep more.
    public var readerVersion: Int
    /// Marks nothing gone; also for archives of which only a part could be read.
    public var addOnly: Bool
    /// The present, for the list of imports.
    public var now: Instant

    public init(kind: Kind, name: String, readerVersion: Int, addOnly: Bool = false, now: Instant) {
        (self.kind, self.name, self.readerVersion) = (kind, name, readerVersion)
        (self.addOnly, self.now) = (addOnly, now)
    }
}
