import HealthPlugin

/// The columns of a metric in CSV. Source: section 11.3 of the wire format.
struct CSVColumns {
    /// What follows the display name, column by column; one empty text for most metrics.
    let titles: [String]

    init(_ shape: MetricShape) {
        titles =
            switch shape {
            case .bloodPressure: [" [Systolic]", " [Diastolic]"]
            case .heartRate: [" [Min]", " [Max]", " [Avg]"]
            case .sexualActivity:
                [" [Unspecified]", " [Protection Used]", " [Protection Not Used]"]
            case .sleep:
                [" [Total]", " [Asleep]", " [In Bed]", " [Core]", " [Deep]", " [REM]", " [Awake]"]
            case .standard, .wristTemperature, .bloodGlucose, .insulin, .event, .standHour,
                .mindfulMinutes:
                [""]
            }
    }
}

extension MetricPoint.Content {
    /// The numbers of the columns, in their order; `nil` for one that is unknown.
    var cells: [Double?] {
        switch self {
        case .quantity(let value), .worded(let value, _, _): [value]
        case .heartRate(let minimum, let average, let maximum): [minimum, maximum, average]
        case .bloodPressure(let systolic, let diastolic): [systolic, diastolic]
        case .sexualActivity(let unspecified, let protected, let unprotected):
            [unspecified, protected, unprotected]
        case .night(let night): NightFigures.columns.map { night.hours[$0] }
        case .segment(let hours, _): [hours]
        }
    }
}
