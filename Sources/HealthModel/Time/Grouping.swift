/// How fine health metrics are cut in time; raw values are those of the configuration.
public enum Grouping: String, Sendable, CaseIterable {
    /// Seconds for heart rate and minutes for every other metric in JSON; days in CSV. ``Buckets`` takes it
    /// as minutes; whoever knows metric and format resolves it first.
    case `default`
    case seconds, minutes, hours, days, weeks, months, years

    /// As it stands in the header `automation-aggregation`.
    public var title: String {
        rawValue.prefix(1).uppercased() + rawValue.dropFirst()
    }
}
