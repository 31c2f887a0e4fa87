/// One health metric: its names, the types that fill it, its units, and how it is aggregated.
public struct Metric: Hashable, Sendable {
    /// The row of the catalogue, 1…113; types that the app does not export stand behind it and all have 114.
    public let number: Int
    /// The title of the CSV column.
    public let displayName: String
    /// The name in JSON and in the configuration.
    public let name: String
    /// Other JSON names that are read as this metric.
    public let alsoRead: [String]
    /// HealthKit's full identifiers; two for blood pressure (systolic, diastolic), else one.
    public let types: [String]
    /// The unit under `units: metric` and `units: us`; empty for a type that the catalogue does not know, which is
    /// sent as recorded.
    public let metricUnit: String
    public let usUnit: String
    public let aggregation: Aggregation
    public let shape: MetricShape

    /// Whether the archive holds fractions and the wire percent numbers.
    public var isPercent: Bool { metricUnit == "%" }

    /// Whether the samples are categories, which have no unit of their own.
    public var isCategory: Bool { types.first?.hasPrefix(Catalogue.categoryPrefix) ?? false }

    /// What a grouping means for this metric, in a format: ``Grouping/default`` is seconds for heart rate and
    /// minutes for others in JSON, days in CSV. Section 3.3 of the wire format.
    public func resolve(_ grouping: Grouping, isCSV: Bool) -> Grouping {
        guard grouping == .default else { return grouping }
        return isCSV ? .days : shape == .heartRate ? .seconds : .minutes
    }

    /// The unit in which the metric is sent, in the spelling of the wire. Section 3.8 of the wire format.
    ///
    /// A row whose two units are the same is sent as recorded under every system.
    ///
    /// - Parameters:
    ///   - override: The unit of `metric_units:`, which wins.
    ///   - newest: The unit of the newest sample; absent when there is none.
    public func unit(in system: UnitSystem, override: String? = nil, newest: String?) -> String {
        if let override { return HealthUnit.wireText(override) }
        guard !isCategory else { return metricUnit }
        let recorded = newest.flatMap { $0.isEmpty ? nil : HealthUnit.wireText($0) }
        guard metricUnit != usUnit else { return recorded ?? metricUnit }
        return switch system {
        case .asRecorded: recorded ?? metricUnit
        case .metric: metricUnit
        case .us: usUnit
        }
    }
}

extension Metric: Comparable {
    /// The order of metrics in a body and of columns: by row, then by name.
    public static func < (left: Metric, right: Metric) -> Bool {
        (left.number, left.name) < (right.number, right.name)
    }
}
