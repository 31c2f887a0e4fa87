/// Words for raw values of HealthKit. Section 4.2 of the wire format.
enum WorkoutWords {
    static let strokeStyles = [
        "0": "Unknown", "1": "Mixed", "2": "Freestyle", "3": "Backstroke", "4": "Breaststroke",
        "5": "Butterfly", "6": "Kickboard",
    ]
    static let salinities = ["1": "Fresh Water", "2": "Salt Water"]

    /// The style of a swim by those of its laps.
    static func style(ofLaps styles: [String]) -> String? {
        guard let first = styles.first else { return nil }
        return styles.allSatisfy { $0 == first } ? first : "Mixed"
    }
}
