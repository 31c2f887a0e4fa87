/// Limits of the outbox; an enqueue that would pass one is refused.
public struct QuotaConfig: Hashable, Sendable {
    /// Of all bodies that are kept.
    public var bytesMax: Int
    public var messagesMax: Int
    /// Of one body.
    public var messageBytesMax: Int
    /// That stay free on the disk.
    public var freeBytesMin: Int
}
