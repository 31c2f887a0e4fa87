/// Quota and retention of an outbox. Source: section 7 of the outbox reference; the defaults are those of the
/// configuration.
public struct OutboxLimits: Sendable, Equatable {
    /// Sum of all live bodies.
    public var bytesMax: Int64 = 10 << 30
    public var messagesMax: Int = 1_000_000
    /// The largest single message.
    public var messageBytesMax: Int64 = 2 << 30
    /// Free space that an enqueue has to leave; at least one and a half times the message.
    public var freeBytesMin: Int64 = 256 << 20
    public var receiptsKeptSeconds: Double = 90 * 86_400
    public var eventsKeptSeconds: Double = 365 * 86_400
    /// Lines of the activity log, over all runs; the oldest runs that are over give way.
    public var eventsMax: Int = 250_000
    /// `nil`: a dead message is never given up by itself.
    public var deadKeptSeconds: Double?

    public init() {}
}
