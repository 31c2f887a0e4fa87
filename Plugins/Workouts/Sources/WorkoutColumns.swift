import HealthPlugin

/// The columns of a CSV file: their titles, in the app's spelling, and their figures. Section 11.4 of the wire format.
enum WorkoutColumns {
    struct Column {
        var title: String
        var field: WorkoutField
        /// In an older header.
        var olderTitle: String?
        /// Whether a blank stands before the bracket with the unit.
        var hasBlank = true
        /// The unit in the title, where it is not that of the field.
        var unit: String?
    }

    static let figures = [
        Column(title: "Total Energy", field: .totalEnergy),
        Column(title: "Active Energy", field: .activeEnergyBurned),
        Column(
            title: "Max Heart Rate", field: .maxHeartRate, olderTitle: "Max. Heart Rate",
            unit: "bpm"),
        Column(
            title: "Avg Heart Rate", field: .avgHeartRate, olderTitle: "Avg. Heart Rate",
            unit: "bpm"),
        Column(title: "Distance", field: .distance),
        Column(title: "Avg Speed", field: .speed, hasBlank: false),
        Column(title: "Step Count", field: .stepCount),
        Column(title: "Step Cadence", field: .stepCadence),
        Column(title: "Swimming Stroke Count", field: .totalSwimmingStrokeCount),
        Column(title: "Swim Stoke Cadence", field: .swimCadence),
        Column(title: "Flights Climbed", field: .flightsClimbed),
        Column(title: "Elevation Ascended", field: .elevationUp),
        Column(title: "Elevation Descended", field: .elevationDown),
    ]

    /// Only in an older header.
    static let olderFigures = [Column(title: "Intensity", field: .intensity)]

    static let olderKeyColumns = ["Workout Type", "Start", "End", "Duration"]

    /// The header; a file that is sent as recorded is metric.
    static func titles(in system: UnitSystem) -> [String] {
        Workout.keyColumns
            + figures.map { column in
                let units = column.field.units
                let unit = column.unit ?? (system == .us ? units.us : units.metric)
                return column.title + (column.hasBlank ? " " : "") + "(\(unit))"
            }
    }

    /// All names that are read.
    static let known =
        Workout.keyColumns + ["Workout Type"]
        + (figures + olderFigures).flatMap { [$0.title] + ($0.olderTitle.map { [$0] } ?? []) }
}
