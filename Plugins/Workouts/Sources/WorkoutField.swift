import HealthPlugin

/// The figures of a workout; raw values are the keys of version 2. Section 4.2 of the wire format.
enum WorkoutField: String, CaseIterable, Sendable {
    case activeEnergyBurned, totalEnergy, intensity, distance, speed, avgSpeed, maxSpeed
    case elevationUp, elevationDown, flightsClimbed, stepCadence, swimCadence
    case totalSwimmingStrokeCount, lapLength, temperature, humidity
    /// The members of `heartRate`.
    case heartRateMin, heartRateAverage, heartRateMax
    case avgHeartRate, maxHeartRate
    /// Only written by version 1 and CSV.
    case stepCount
    /// Only part of ``totalEnergy``.
    case basalEnergyBurned

    /// The units of a system; the same for figures that have one unit.
    var units: (metric: String, us: String) {
        switch self {
        case .activeEnergyBurned, .totalEnergy, .basalEnergyBurned: ("kJ", "kcal")
        case .distance, .lapLength: ("km", "mi")
        case .speed, .avgSpeed, .maxSpeed: ("km/hr", "mi/hr")
        case .elevationUp, .elevationDown: ("m", "ft")
        case .temperature: ("degC", "degF")
        case .intensity: ("kcal/hr·kg", "kcal/hr·kg")
        case .flightsClimbed, .totalSwimmingStrokeCount, .stepCount: ("count", "count")
        case .stepCadence, .swimCadence: ("spm", "spm")
        case .humidity: ("%", "%")
        case .heartRateMin, .heartRateAverage, .heartRateMax, .avgHeartRate, .maxHeartRate:
            ("count/min", "count/min")
        }
    }

    /// Version 1 always writes these, 0 for what is not known.
    static let placeholders: [WorkoutField] = [
        .stepCount, .stepCadence, .totalSwimmingStrokeCount, .swimCadence, .flightsClimbed,
        .distance, .speed,
    ]

    /// The unit to send; a recorded `cm` counts as `m`.
    func unit(in system: UnitSystem, recorded: String) -> String {
        let units = units
        guard units.metric != units.us else { return units.metric }
        return switch system {
        case .asRecorded: recorded == "cm" ? "m" : recorded
        case .metric: units.metric
        case .us: units.us
        }
    }

    /// The spelling of a unit in version 1, where it differs.
    var versionOneUnit: String? {
        switch self {
        case .avgHeartRate, .maxHeartRate: "bpm"
        case .stepCount: "steps"
        case .intensity: "MET"
        default: nil
        }
    }
}
