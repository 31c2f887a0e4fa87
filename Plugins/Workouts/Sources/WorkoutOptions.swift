import HealthPlugin

/// The choices of an automation that are this data type's own.
struct WorkoutOptions {
    let includesRoute: Bool
    let includesMetrics: Bool
    let grouping: Grouping

    init(_ settings: ExportSettings) {
        includesRoute = settings.options["include_route"]?.flag ?? false
        includesMetrics = settings.options["include_workout_metrics"]?.flag ?? false
        grouping =
            settings.options["workout_time_grouping"]?.word.flatMap(Grouping.init(rawValue:))
            ?? .minutes
    }

    static let declarations = [
        OptionDeclaration(
            key: "include_route", kind: .flag, default: .flag(false),
            summary: "send the points of the route"),
        OptionDeclaration(
            key: "include_workout_metrics", kind: .flag, default: .flag(false),
            summary: "send energy, steps, distances and heart rates over time"),
        OptionDeclaration(
            key: "workout_time_grouping",
            kind: .word(allowed: [Grouping.minutes.rawValue, Grouping.seconds.rawValue]),
            default: .word(Grouping.minutes.rawValue),
            summary: "how fine workout metrics are cut in time", versionNeeded: 2),
    ]
}
