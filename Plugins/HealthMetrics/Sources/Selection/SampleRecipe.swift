import HealthPlugin

/// What a sample of a shape counts as: numbers that come from a duration or a category, and its kind.
///
/// Source: section 3.4 of the wire format.
struct SampleRecipe {
    private let shape: MetricShape
    private let category: CategoryEnumeration?

    init(_ metric: Metric) {
        shape = metric.shape
        category = metric.types.first.flatMap { CategoryEnumeration.of(type: $0) }
    }

    /// The number of a sample whose value is not the number; `nil` where the value is.
    func ownNumber(of sample: StoredSample) -> Double? {
        let seconds = Double(max(0, sample.end.seconds(since: sample.start)))
        switch shape {
        case .event: return seconds
        case .mindfulMinutes: return seconds / 60
        case .sexualActivity: return 1
        case .standHour: return categoryNumber(of: sample) == 0 ? 1 : 0
        case .sleep: return 0
        case .standard, .wristTemperature, .heartRate, .bloodPressure, .bloodGlucose, .insulin:
            return nil
        }
    }

    /// The sample's kind, in the order in which the wire lists them.
    func tag(of sample: StoredSample, in store: any StoreReader) throws -> Int32 {
        switch shape {
        case .bloodGlucose:
            try kind("BloodGlucoseMealTime", of: sample, store, ["1": 0, "2": 1], absent: 2)
        case .insulin:
            try kind("InsulinDeliveryReason", of: sample, store, ["1": 0, "2": 1], absent: 2)
        case .sexualActivity:
            try kind(
                "SexualActivityProtectionUsed", of: sample, store, ["1": 1, "0": 2], absent: 0)
        case .standard, .wristTemperature, .heartRate, .bloodPressure, .event, .sleep, .standHour,
            .mindfulMinutes:
            0
        }
    }

    /// Whether values are words and not numbers.
    var isCategory: Bool { category != nil }

    /// Whether two words mean the same: `Asleep` and `AsleepUnspecified`.
    func isSameCategory(_ left: StoredSample, _ right: StoredSample) -> Bool {
        left.value == right.value
            || categoryNumber(of: left).map { $0 == categoryNumber(of: right) } == true
    }

    /// The content of a point with one value of a kind.
    func content(_ value: Double, tag: Int32) -> MetricPoint.Content {
        switch shape {
        case .heartRate: .heartRate(minimum: value, average: value, maximum: value)
        case .bloodGlucose:
            .worded(
                value, key: "mealTime",
                word: ["Before Meal", "After Meal", "Unspecified"][Int(tag)])
        case .insulin: .worded(value, key: "reason", word: ["Basal", "Bolus", nil][Int(tag)])
        case .sexualActivity:
            .sexualActivity(
                unspecified: tag == 0 ? value : 0, protected: tag == 1 ? value : 0,
                unprotected: tag == 2 ? value : 0)
        case .standard, .wristTemperature, .bloodPressure, .event, .sleep, .standHour,
            .mindfulMinutes:
            .quantity(value)
        }
    }

    private func categoryNumber(of sample: StoredSample) -> Int? {
        switch sample.value {
        case .text(let text): category?.number(of: text)
        case .number(let number): Int(exactly: number)
        }
    }

    private func kind(
        _ key: Substring, of sample: StoredSample, _ store: any StoreReader,
        _ kinds: [String: Int32], absent: Int32
    ) throws -> Int32 {
        guard sample.metadata != 0 else { return absent }
        let pairs = try store.metadata(sample.metadata)
        let value = pairs.first { MetadataSet.bareKey($0.key) == key }?.value
        return value.flatMap { kinds[$0] } ?? absent
    }
}
