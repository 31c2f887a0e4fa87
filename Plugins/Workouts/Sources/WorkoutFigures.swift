import HealthPlugin

/// Computes the figures that an archive does not state from the samples inside the workout.
struct WorkoutFigures {
    let statistics: IntervalStatistics
    let units: UnitSystem

    /// Full identifiers of all types that workouts are made of.
    static let types: [String] = {
        let tails = sums.map(\.1) + WorkoutDistance.tails + speedTails + ["HeartRate"]
        let all = tails.map { Catalogue.quantityPrefix + $0 } + WorkoutSeries.allCases.map(\.type)
        return Set(all).sorted()
    }()

    /// The types of speed that count for an activity, its own first.
    static func speeds(of activity: String) -> [String] {
        speedTails.filter { $0 == activity + "Speed" }
            + speedTails.filter { $0 != activity + "Speed" }
    }

    func fill(_ workout: inout Workout) throws {
        let plan = BucketPlan(single: workout.interval)
        for (field, tail) in Self.sums where workout.figures[field] == nil {
            workout.figures[field] = try sum(field, tail, plan)
        }
        if workout.figures[.distance] == nil {
            workout.figures[.distance] = try WorkoutDistance.pick(workout.activity ?? "") {
                try sum(.distance, $0, plan)
            }
        }
        try fill(
            [.heartRateMin, .heartRateAverage, .heartRateMax], "HeartRate", plan, &workout)
        let speed = (workout.activity ?? "") + "Speed"
        if Self.speedTails.contains(speed) {
            try fill([nil, .avgSpeed, .maxSpeed], speed, plan, &workout)
        }
    }

    private static let sums: [(WorkoutField, String)] = [
        (.activeEnergyBurned, "ActiveEnergyBurned"), (.basalEnergyBurned, "BasalEnergyBurned"),
        (.flightsClimbed, "FlightsClimbed"), (.stepCount, "StepCount"),
        (.totalSwimmingStrokeCount, "SwimmingStrokeCount"),
    ]
    private static let speedTails = ["RunningSpeed", "WalkingSpeed", "CyclingSpeed"]

    private func sum(_ field: WorkoutField, _ tail: String, _ plan: BucketPlan) throws -> Quantity?
    {
        let point = try point(field, tail, plan)
        return point.flatMap { point in point.quantity.map { Quantity($0, point.unit) } }
    }

    /// Fills those of least, mean and greatest that are missing.
    private func fill(
        _ fields: [WorkoutField?], _ tail: String, _ plan: BucketPlan, _ workout: inout Workout
    ) throws {
        let known = fields.compactMap(\.self)
        guard known.contains(where: { workout.figures[$0] == nil }), let first = known.first,
            let point = try point(first, tail, plan)
        else { return }
        for (field, number) in zip(fields, [point.minimum, point.average, point.maximum]) {
            guard let field, let number, workout.figures[field] == nil else { continue }
            workout.figures[field] = Quantity(number, point.unit)
        }
    }

    private func point(
        _ field: WorkoutField, _ tail: String, _ plan: BucketPlan
    ) throws -> SeriesPoint? {
        try statistics.points(of: Catalogue.quantityPrefix + tail, plan) {
            field.unit(in: units, recorded: $0)
        }.first
    }
}
