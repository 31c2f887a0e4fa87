public import HealthModel

/// How health data is read for an automation: zone, units, names, sources.
public struct MeasureConfig: Hashable, Sendable {
    /// An IANA name that exists on this machine; `nil` means the system's zone
    /// (``ZoneLoader/systemZoneName()``).
    public var timezone: String?
    public var units: UnitSystem
    /// Metric name to unit; wins over ``units``.
    public var metricUnits: [String: String]
    /// Metric name to the name it bears in JSON.
    public var metricNames: [String: String]
    /// Metric name, or `default`, to sources, best first.
    public var preferredSources: [String: [String]]
    public var separateSources: Bool
    public var weekStart: WeekStart
}
