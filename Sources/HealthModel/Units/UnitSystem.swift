/// In which units metrics are sent; raw values are those of the configuration.
public enum UnitSystem: String, Sendable, CaseIterable {
    /// The unit of the newest sample of the metric: what the phone shows.
    case asRecorded = "as-recorded"
    case metric, us
}
