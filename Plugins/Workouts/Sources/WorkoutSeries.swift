import HealthPlugin

/// The metrics of a workout over time; raw values are the keys. Section 4.3 of the wire format.
enum WorkoutSeries: String, CaseIterable, Sendable {
    case activeEnergy, basalEnergy, stepCount, walkingAndRunningDistance, cyclingDistance
    case cyclingCadence, cyclingPower, cyclingSpeed, swimDistance, swimStroke
    case heartRateData, heartRateRecovery

    /// How long after the end heart rates count as recovery.
    static let recoverySeconds: Int64 = 120

    /// HealthKit's full identifier.
    var type: String {
        Catalogue.quantityPrefix + tail
    }

    var isHeartRate: Bool {
        self == .heartRateData || self == .heartRateRecovery
    }

    var units: (metric: String, us: String) {
        switch self {
        case .activeEnergy, .basalEnergy: ("kJ", "kcal")
        case .walkingAndRunningDistance, .cyclingDistance: ("km", "mi")
        case .cyclingSpeed: ("km/hr", "mi/hr")
        case .swimDistance: ("m", "yd")
        case .stepCount, .swimStroke: ("count", "count")
        case .cyclingPower: ("W", "W")
        case .cyclingCadence, .heartRateData, .heartRateRecovery: ("count/min", "count/min")
        }
    }

    func unit(in system: UnitSystem, recorded: String) -> String {
        let units = units
        guard units.metric != units.us else { return units.metric }
        return switch system {
        case .asRecorded: recorded
        case .metric: units.metric
        case .us: units.us
        }
    }

    /// The part of time whose samples count.
    func range(of workout: Range<Instant>) -> Range<Instant> {
        guard self == .heartRateRecovery else { return workout }
        let end = workout.upperBound
        return end..<end.advanced(bySeconds: WorkoutSeries.recoverySeconds)
    }

    private var tail: String {
        switch self {
        case .activeEnergy: "ActiveEnergyBurned"
        case .basalEnergy: "BasalEnergyBurned"
        case .stepCount: "StepCount"
        case .walkingAndRunningDistance: "DistanceWalkingRunning"
        case .cyclingDistance: "DistanceCycling"
        case .cyclingCadence: "CyclingCadence"
        case .cyclingPower: "CyclingPower"
        case .cyclingSpeed: "CyclingSpeed"
        case .swimDistance: "DistanceSwimming"
        case .swimStroke: "SwimmingStrokeCount"
        case .heartRateData, .heartRateRecovery: "HeartRate"
        }
    }
}
