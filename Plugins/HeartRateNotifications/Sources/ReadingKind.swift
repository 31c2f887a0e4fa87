import HealthPlugin

/// One of the two arrays of a notification.
struct ReadingKind {
    /// HealthKit's full identifier.
    let type: String
    let key: String
    /// Of the wire.
    let unit: String
    /// The array and its member in the shape of the app's documentation.
    let documentedKey: String
    let documentedMember: String

    static let heartRate = ReadingKind(
        type: Catalogue.quantityPrefix + "HeartRate", key: "heartRateData", unit: "count/min",
        documentedKey: "heartRate", documentedMember: "hr")
    static let variability = ReadingKind(
        type: Catalogue.quantityPrefix + "HeartRateVariabilitySDNN", key: "hrvData", unit: "ms",
        documentedKey: "heartRateVariation", documentedMember: "hrv")

    static let all = [heartRate, variability]
}
