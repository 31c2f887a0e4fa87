/// Where a message is. Source: section 4 of the outbox reference.
public enum MessageState: String, Sendable, CaseIterable {
    /// Waits for its turn.
    case ready
    /// A sender has claimed it.
    case inflight
    /// Waits for a person; may still be sent.
    case held
    /// Arrived.
    case delivered
    /// Refused for good; kept until a person decides.
    case dead
    /// Divided into two after a 413.
    case split
    /// The stored bytes are not those that were enqueued; set aside.
    case corrupt
    /// Given up by a person, or replaced by another message.
    case cancelled

    /// Whether nothing can happen to the message any more; it then has a receipt.
    public var isFinished: Bool {
        switch self {
        case .delivered, .split, .cancelled: true
        case .ready, .inflight, .held, .dead, .corrupt: false
        }
    }

    /// Whether the message may still be sent, so that its automation's order waits for it.
    ///
    /// A dead message blocks only where `order` and `on_dead` say so.
    public var blocksOrder: Bool {
        switch self {
        case .ready, .inflight, .held, .corrupt: true
        case .delivered, .dead, .split, .cancelled: false
        }
    }
}
