import HealthPlugin

/// The 39 types of symptoms and their English names. Section 5 of the wire format.
enum SymptomNames {
    /// Full identifiers.
    static let types = tails.map { Catalogue.categoryPrefix + $0 }

    static func name(ofType type: String) -> String? {
        names[type]
    }

    private static let names = Dictionary(
        uniqueKeysWithValues: tails.map { (Catalogue.categoryPrefix + $0, RecordWords.english($0)) }
    )

    private static let tails = [
        "AbdominalCramps", "Acne", "AppetiteChanges", "BladderIncontinence", "Bloating",
        "BreastPain", "ChestTightnessOrPain", "Chills", "Constipation", "Coughing", "Diarrhea",
        "Dizziness", "DrySkin", "Fainting", "Fatigue", "Fever", "GeneralizedBodyAche", "HairLoss",
        "Headache", "Heartburn", "HotFlashes", "LossOfSmell", "LossOfTaste", "LowerBackPain",
        "MemoryLapse", "MoodChanges", "Nausea", "NightSweats", "PelvicPain",
        "RapidPoundingOrFlutteringHeartbeat", "RunnyNose", "ShortnessOfBreath",
        "SinusCongestion", "SkippedHeartbeat", "SleepChanges", "SoreThroat", "VaginalDryness",
        "Vomiting", "Wheezing",
    ]
}
