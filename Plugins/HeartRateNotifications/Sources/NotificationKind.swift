import HealthPlugin

/// What a notification is about; raw values are those of the wire.
enum NotificationKind: String, CaseIterable {
    case high = "high_heart_rate_notification"
    case low = "low_heart_rate_notification"
    case irregular = "irregular_rhythm_notification"

    /// Full identifiers.
    static let types = allCases.map(\.type)

    init?(type: String) {
        guard let kind = Self.allCases.first(where: { $0.type == type }) else { return nil }
        self = kind
    }

    /// The kind of an item that does not name one: low when its mean reading is under the threshold.
    init(threshold: Double?, readings: [HeartReading]) {
        guard let threshold else {
            self = .irregular
            return
        }
        let mean = readings.reduce(0) { $0 + $1.quantity } / Double(max(1, readings.count))
        self = !readings.isEmpty && mean < threshold ? .low : .high
    }

    private var type: String {
        switch self {
        case .high: Catalogue.categoryPrefix + "HighHeartRateEvent"
        case .low: Catalogue.categoryPrefix + "LowHeartRateEvent"
        case .irregular: Catalogue.categoryPrefix + "IrregularHeartRhythmEvent"
        }
    }
}
