public import HealthOutbox
public import HealthStore

extension Workspace {
    /// What a command needs of a database.
    public enum Access: Sendable {
        /// Makes spool and database when they are not there.
        case create
        /// Reads and writes; no spool is an error with status 69.
        case existing
        /// Reads only.
        case readOnly

        fileprivate var ofOutbox: SQLiteOutbox.Access {
            switch self {
            case .create: .create
            case .existing: .readWrite
            case .readOnly: .readOnly
            }
        }
    }

    public func openStore(_ access: Access) throws -> HealthStore {
        try HealthStore.open(spool: spool, readOnly: access == .readOnly)
    }

    /// Opens the outbox with the configuration's limits and the policies of its automations.
    public func openOutbox(_ access: Access) throws -> any Outbox {
        var limits = OutboxLimits()
        let quota = configuration.quota
        limits.bytesMax = Int64(quota.bytesMax)
        limits.messagesMax = quota.messagesMax
        limits.messageBytesMax = Int64(quota.messageBytesMax)
        limits.freeBytesMin = Int64(quota.freeBytesMin)
        let retention = configuration.retention
        limits.receiptsKeptSeconds = retention.receipts?.inSeconds ?? .infinity
        limits.eventsKeptSeconds = retention.events?.inSeconds ?? .infinity
        limits.deadKeptSeconds = retention.dead?.inSeconds
        let outbox = try SQLiteOutbox.open(
            spool: spool, access: access.ofOutbox, limits: limits, clock: clock)
        outbox.configure(configuration.automations.map(\.policy))
        return outbox
    }
}
