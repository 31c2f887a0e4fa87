extension Catalogue {
    /// The known types that the app does not export: section 3.7 of the wire format.
    static let furtherRows: [Metric] = [
        further("AppleWalkingSteadiness", "%", .average),
        further("CrossCountrySkiingSpeed", "km/hr", us: "mi/hr", .average),
        further("DistanceCrossCountrySkiing", "km", us: "mi", .sum),
        further("DistancePaddleSports", "km", us: "mi", .sum),
        further("DistanceRowing", "km", us: "mi", .sum),
        further("DistanceSkatingSports", "km", us: "mi", .sum),
        further("EnvironmentalSoundReduction", "dBASPL", .equivalentLevel),
        further("EstimatedWorkoutEffortScore", "appleEffortScore", .average),
        further("NikeFuel", "count", .sum),
        further("PaddleSportsSpeed", "km/hr", us: "mi/hr", .average),
        further("RowingSpeed", "km/hr", us: "mi/hr", .average),
        further("WorkoutEffortScore", "appleEffortScore", .average),
    ]

    private static func further(
        _ tail: String, _ metricUnit: String, us usUnit: String? = nil, _ aggregation: Aggregation
    ) -> Metric {
        Metric(
            number: furtherNumber, displayName: displayName(ofTail: tail), name: name(ofTail: tail),
            alsoRead: [], types: [quantityPrefix + tail], metricUnit: metricUnit,
            usUnit: usUnit ?? metricUnit, aggregation: aggregation, shape: .standard)
    }
}
