/// The raw numbers of workout activities and events. Section 12.3 of the archive reference.
///
/// Archives write the names, old ones with any suffix that HealthKit had then; an unknown name stays text.
public enum WorkoutNames {
    public static let activityPrefix = "HKWorkoutActivityType"
    public static let eventPrefix = "HKWorkoutEventType"

    /// The number of an activity's name, with or without the prefix.
    public static func activityNumber(of name: String) -> Int? {
        activities[bare(name, activityPrefix)]
    }

    /// The full name of an activity's number.
    public static func activityName(of number: Int) -> String? {
        activities.first { $0.value == number }.map { activityPrefix + $0.key }
    }

    /// The number of an event's name, with or without the prefix.
    public static func eventNumber(of name: String) -> Int? {
        events[bare(name, eventPrefix)]
    }

    private static func bare(_ name: String, _ prefix: String) -> String {
        name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
    }

    static let events: [String: Int] = [
        "Pause": 1, "Resume": 2, "Lap": 3, "Marker": 4, "MotionPaused": 5, "MotionResumed": 6,
        "Segment": 7, "PauseOrResumeRequest": 8,
    ]

    static let activities: [String: Int] = [
        "AmericanFootball": 1, "Archery": 2, "AustralianFootball": 3, "Badminton": 4,
        "Baseball": 5, "Basketball": 6, "Bowling": 7, "Boxing": 8, "Climbing": 9, "Cricket": 10,
        "CrossTraining": 11, "Curling": 12, "Cycling": 13, "Dance": 14,
        "DanceInspiredTraining": 15, "Elliptical": 16, "EquestrianSports": 17, "Fencing": 18,
        "Fishing": 19, "FunctionalStrengthTraining": 20, "Golf": 21, "Gymnastics": 22,
        "Handball": 23, "Hiking": 24, "Hockey": 25, "Hunting": 26, "Lacrosse": 27,
        "MartialArts": 28, "MindAndBody": 29, "MixedMetabolicCardioTraining": 30,
        "PaddleSports": 31, "Play": 32, "PreparationAndRecovery": 33, "Racquetball": 34,
        "Rowing": 35, "Rugby": 36, "Running": 37, "Sailing": 38, "SkatingSports": 39,
        "SnowSports": 40, "Soccer": 41, "Softball": 42, "Squash": 43, "StairClimbing": 44,
        "SurfingSports": 45, "Swimming": 46, "TableTennis": 47, "Tennis": 48, "TrackAndField": 49,
        "TraditionalStrengthTraining": 50, "Volleyball": 51, "Walking": 52, "WaterFitness": 53,
        "WaterPolo": 54, "WaterSports": 55, "Wrestling": 56, "Yoga": 57, "Barre": 58,
        "CoreTraining": 59, "CrossCountrySkiing": 60, "DownhillSkiing": 61, "Flexibility": 62,
        "HighIntensityIntervalTraining": 63, "JumpRope": 64, "Kickboxing": 65, "Pilates": 66,
        "Snowboarding": 67, "Stairs": 68, "StepTraining": 69, "WheelchairWalkPace": 70,
        "WheelchairRunPace": 71, "TaiChi": 72, "MixedCardio": 73, "HandCycling": 74,
        "DiscSports": 75, "FitnessGaming": 76, "CardioDance": 77, "SocialDance": 78,
        "Pickleball": 79, "Cooldown": 80, "SwimBikeRun": 82, "Transition": 83,
        "UnderwaterDiving": 84, "Other": 3000,
    ]
}
