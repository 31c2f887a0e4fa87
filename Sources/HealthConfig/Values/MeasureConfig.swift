public import HealthModel

/// How health data is read for an automation: zone, units, names, sources.
public struct MeasureConfig: Hashable, Sendable {
    /// The order between watch and phone, which Apple does not state: the watch is on the body.
    public static let defaultSources = ["Apple Watch", "iPhone"]

    /// An IANA name that exists on this machine; `nil` means the system's zone
    /// (``ZoneLoader/systemZoneName()``).
    public var timezone: String?
    public var units: UnitSystem
    /// Metric name to unit; wins over ``units``.
    public var metricUnits: [String: String]
    /// Metric name to the name it bears in JSON.
    public var metricNames: [String: String]
    /// Metric name, or `default`, to sources, best first. Has ``defaultSources`` under `default` unless the file
    /// says otherwise.
    public var preferredSources: [String: [String]]
    public var separateSources: Bool
    public var weekStart: WeekStart
}
