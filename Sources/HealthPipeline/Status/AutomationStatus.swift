public import HealthModel
public import HealthOutbox

/// How one automation is doing.
public struct AutomationStatus: Sendable {
    /// What is wrong, in plain words, with the command that helps.
    public struct Trouble: Sendable, Equatable {
        /// What stays the same while numbers and ids in the text change.
        public enum Kind: String, Sendable {
            case laneClosed = "lane_closed"
            case corrupt, held, dead
            case laneWaits = "lane_waits"
            case runFailed = "run_failed"
            case runInterrupted = "run_interrupted"
            case runWaits = "run_waits"
            case nobodySends = "nobody_sends"
            case overdue
        }

        public var kind: Kind
        /// Whether data stands still until a person acts.
        public var isCritical: Bool
        public var text: String
        public var command: String?
    }

    public var name: String
    /// As on the wire: an upper-case UUID.
    public var id: String
    public var enabled: Bool
    /// `nil`: it has never run.
    public var lastRun: Run?
    /// When it runs by itself next, in the past when that time has passed; `nil`: only by hand, or disabled.
    public var nextRun: Instant?
    /// Messages that are not finished, dead ones included.
    public var queued: Int
    /// When the oldest of them was enqueued.
    public var oldest: Moment?
    /// The start of the newest run whose data, and that of all runs before it, has arrived.
    public var inSyncSince: Moment?
    /// Messages delivered, by the UTC day on which their run began: 14 days, today last.
    public var deliveries: [Int]
    public var trouble: Trouble?
}

/// How the whole program is doing.
public struct SystemStatus: Sendable {
    /// In the order of the configuration.
    public var automations: [AutomationStatus]
    public var outbox: OutboxStats
    /// What people should know beside the automations' troubles, in sentences.
    public var warnings: [String]
}
