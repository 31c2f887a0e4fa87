/// An automation's choices as a provider sees them; defaults are resolved.
public struct ExportSettings: Sendable {
    public enum Format: String, Sendable, CaseIterable { case json, csv }

    public var format: Format = .json
    /// The app's Export Version, 1 or 2.
    public var version: Int = 2
    public var zone: ZoneTable
    public var weekStart: WeekStart = .monday
    public var units: UnitSystem = .asRecorded
    /// Unit per JSON name of a metric; wins over ``units``.
    public var metricUnits: [String: String] = [:]
    /// JSON names that differ from the catalogue, by catalogue name.
    public var metricNames: [String: String] = [:]
    /// Best first, per JSON name of a metric; `default` for all others.
    public var preferredSources: [String: [String]] = [:]
    public var separateSources = false
    /// The provider's own options, complete with defaults, by key.
    public var options: [String: OptionValue] = [:]
    /// The instant at which the run began.
    public var now: Instant

    public init(zone: ZoneTable, now: Instant) {
        (self.zone, self.now) = (zone, now)
    }

    /// The preferred sources for a metric: its own list, else the default one.
    public func preferredSources(for name: String) -> [String] {
        preferredSources[name] ?? preferredSources["default"] ?? []
    }
}

/// Options that do not fit together or name something that does not exist; ends with exit code 78.
public struct SettingsError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The option's key.
    public var key: String
    /// What is wrong and what is allowed, as a sentence without its key.
    public var description: String

    public init(key: String, _ description: String) {
        (self.key, self.description) = (key, description)
    }
}
