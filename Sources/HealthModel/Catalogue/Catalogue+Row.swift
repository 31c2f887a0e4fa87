extension Catalogue {
    /// A row whose samples are quantities; names are tails of type identifiers.
    static func quantity(
        _ number: Int, _ displayName: String, _ name: String, _ tail: String,
        and second: String? = nil, _ metricUnit: String, us usUnit: String? = nil,
        _ aggregation: Aggregation, shape: MetricShape = .standard, also alsoRead: [String] = []
    ) -> Metric {
        Metric(
            number: number, displayName: displayName, name: name, alsoRead: alsoRead,
            types: [tail, second].compactMap { $0.map { quantityPrefix + $0 } },
            metricUnit: metricUnit, usUnit: usUnit ?? metricUnit, aggregation: aggregation,
            shape: shape)
    }

    /// A row whose samples are categories.
    static func category(
        _ number: Int, _ displayName: String, _ name: String, _ tail: String,
        _ unit: String, _ aggregation: Aggregation, shape: MetricShape = .standard,
        also alsoRead: [String] = []
    ) -> Metric {
        Metric(
            number: number, displayName: displayName, name: name, alsoRead: alsoRead,
            types: [categoryPrefix + tail], metricUnit: unit, usUnit: unit,
            aggregation: aggregation, shape: shape)
    }
}
