public import HealthModel

/// How health data is read for an automation: zone, units, names, sources.
public struct MeasureConfig: Hashable, Sendable {
    public enum Units: String, ConfigWord {
        /// The phone's own, as they stand in the archive.
        case asRecorded = "as-recorded"
        case metric
        case us
    }

    /// An IANA name that exists on this machine; `nil` means the system's zone (``ZoneLoader/systemZoneName()``).
    public var timezone: String?
    public var units: Units
    /// Metric name to unit; wins over ``units``.
    public var metricUnits: [String: String]
    /// Metric name to the name it bears in JSON.
    public var metricNames: [String: String]
    /// Metric name, or `default`, to sources, best first.
    public var preferredSources: [String: [String]]
    public var separateSources: Bool
    public var weekStart: WeekStart
}
