/// What the configuration says about delivering one automation's messages.
///
/// Defaults and meanings: `configuration.md`, "where".
public struct AutomationPolicy: Sendable, Equatable {
    public enum Order: String, Sendable, CaseIterable {
        /// Whatever is due.
        case none
        /// A newer run waits for the older ones.
        case run
        /// One message of each stream at a time.
        case stream
        /// One message of the automation at a time.
        case strict
    }

    public enum OnDead: String, Sendable, CaseIterable {
        case block, skip
    }

    /// The automation's id.
    public var automation: String
    /// For display.
    public var name: String
    /// The automation's name unless it shares a lane.
    public var lane: String
    public var order: Order
    /// For ``Order/stream`` and ``Order/strict``.
    public var onDead: OnDead
    /// `false`: after an unclear outcome a person decides.
    public var idempotent: Bool
    public var concurrencyMax: Int
    /// The largest body to batch up to; `nil`: learned from 413.
    public var bodyMax: Int64?
    /// The quota of the lane; `nil`: none.
    public var bytesMax: Int64?
    /// Messages older than this are held; `nil`: never.
    public var lifeSeconds: Double?

    public init(
        automation: String, name: String, lane: String? = nil, order: Order = .run,
        onDead: OnDead = .block, idempotent: Bool = true, concurrencyMax: Int = 4,
        bodyMax: Int64? = nil, bytesMax: Int64? = nil, lifeSeconds: Double? = nil
    ) {
        (self.automation, self.name, self.lane) = (automation, name, lane ?? name)
        (self.order, self.onDead, self.idempotent) = (order, onDead, idempotent)
        (self.concurrencyMax, self.bodyMax, self.bytesMax) = (concurrencyMax, bodyMax, bytesMax)
        self.lifeSeconds = lifeSeconds
    }
}
