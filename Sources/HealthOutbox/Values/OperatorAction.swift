/// What a person does to messages.
public enum OperatorAction: Sendable, Equatable {
    /// Dead and ready messages are tried again at `at`, or as soon as their lane allows.
    case retry(at: Moment?, resetAttempts: Bool, force: Bool)
    case hold(reason: String?, force: Bool)
    case release(force: Bool)
    case cancel(reason: String?, force: Bool)
    /// What waits for a later time is due now (spread); an open breaker tries one message.
    case flush

    /// The verb of the command line.
    public var name: String {
        switch self {
        case .retry: "retry"
        case .hold: "hold"
        case .release: "release"
        case .cancel: "cancel"
        case .flush: "flush"
        }
    }
}

/// What a change did, or would do.
public struct ChangeReport: Sendable, Equatable {
    public struct Skipped: Sendable, Equatable {
        public enum Reason: String, Sendable {
            /// Being sent just now; needs `force`.
            case inflight
            /// A later run already delivered an overlapping range; needs `force`.
            case overtaken
            /// Delivered, split or cancelled.
            case finished
            /// The action means nothing in the message's state.
            case state
            /// No such id.
            case unknown
        }

        public var id: Identifier
        public var reason: Reason
    }

    public var matched: Int
    public var changed: Int
    /// Lanes whose state changed.
    public var lanes: Int
    /// At most ``skippedMax`` of them; ``skippedCount`` says how many there are.
    public var skipped: [Skipped]
    public var skippedCount: Int

    public static let skippedMax = 1000

    public init(
        matched: Int = 0, changed: Int = 0, lanes: Int = 0, skipped: [Skipped] = [],
        skippedCount: Int = 0
    ) {
        (self.matched, self.changed, self.lanes) = (matched, changed, lanes)
        (self.skipped, self.skippedCount) = (skipped, skippedCount)
    }
}
