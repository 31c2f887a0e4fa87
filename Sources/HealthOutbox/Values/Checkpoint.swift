/// How far a stream of an automation has come.
public struct Checkpoint: Sendable, Equatable {
    /// The store that the positions belong to; after a rebuild they mean nothing.
    public var storeID: String
    /// Opaque. "Since last sync" means since here.
    public var enqueuedThrough: [UInt8]
    /// For display and monitoring only; `nil` until the first run has been delivered.
    public var deliveredThrough: [UInt8]?
    public var updatedAt: Moment
}

/// Where `automations reset` puts an automation back to.
public enum ResetPoint: Sendable {
    /// Streams begin at the automation's `start:` again.
    case beginning
    /// All streams go on from this position.
    case position([UInt8], storeID: String)
}
