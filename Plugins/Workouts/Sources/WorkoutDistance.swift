import HealthPlugin

/// Which of several distances is the one of a workout: that of the activity, else the greatest.
enum WorkoutDistance {
    /// Tails of the types.
    static let tails = [
        "DistanceWalkingRunning", "DistanceCycling", "DistanceSwimming", "DistanceWheelchair",
        "DistanceDownhillSnowSports", "DistanceCrossCountrySkiing", "DistancePaddleSports",
        "DistanceRowing", "DistanceSkatingSports",
    ]

    /// - Parameter distance: The distance of a type that is named by its tail.
    static func pick(
        _ activity: String, _ distance: (String) throws -> Quantity?
    ) rethrows -> Quantity? {
        if let own = byActivity[activity], let found = try distance(own) { return found }
        var greatest: (metres: Double, quantity: Quantity)?
        for tail in tails {
            guard let found = try distance(tail) else { continue }
            let metres = found.converted(to: "m")?.number ?? 0
            if metres > greatest?.metres ?? -1 { greatest = (metres, found) }
        }
        return greatest?.quantity
    }

    private static let byActivity = [
        "Running": "DistanceWalkingRunning", "Walking": "DistanceWalkingRunning",
        "Hiking": "DistanceWalkingRunning", "Cycling": "DistanceCycling",
        "HandCycling": "DistanceCycling", "Swimming": "DistanceSwimming",
        "WheelchairWalkPace": "DistanceWheelchair", "WheelchairRunPace": "DistanceWheelchair",
        "DownhillSkiing": "DistanceDownhillSnowSports",
        "Snowboarding": "DistanceDownhillSnowSports", "SnowSports": "DistanceDownhillSnowSports",
        "CrossCountrySkiing": "DistanceCrossCountrySkiing", "PaddleSports": "DistancePaddleSports",
        "Rowing": "DistanceRowing", "SkatingSports": "DistanceSkatingSports",
    ]
}
