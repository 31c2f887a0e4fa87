import HealthPlugin

extension MetricPoint.Content {
    /// Takes the keys of an aggregated point, by the shape of its metric. Sections 3.1, 3.4 and 3.5 of the wire format.
    ///
    /// - Throws: ``ItemError`` for a number that is missing or none; hours and times of a night may be missing.
    init(aggregated fields: inout ItemFields, of metric: Metric) throws(ItemError) {
        switch metric.shape {
        case .heartRate:
            self = try Self.heartRate(&fields)
        case .bloodPressure:
            self = .bloodPressure(
                systolic: try fields.number("systolic"), diastolic: try fields.number("diastolic"))
        case .bloodGlucose: self = try Self.worded(&fields, key: "mealTime")
        case .insulin: self = try Self.worded(&fields, key: "reason")
        case .sexualActivity: self = try Self.counters(&fields)
        case .sleep:
            let figures = try NightFigures(&fields)
            guard figures != NightFigures() else { throw ItemError("has no hours and no times") }
            self = .night(figures)
        case .standard, .wristTemperature, .event, .standHour, .mindfulMinutes:
            self = .quantity(try fields.number("qty"))
        }
    }

    /// What keeps points of one bucket apart: the word of a kind, else nothing.
    var kind: String {
        if case .worded(_, _, let word) = self { word ?? "" } else { "" }
    }

    /// The same with all its numbers changed.
    func mapNumbers(_ change: (Double) -> Double) -> MetricPoint.Content {
        switch self {
        case .quantity(let value): .quantity(change(value))
        case .heartRate(let minimum, let average, let maximum):
            .heartRate(
                minimum: change(minimum), average: change(average), maximum: change(maximum))
        case .bloodPressure(let systolic, let diastolic):
            .bloodPressure(systolic: change(systolic), diastolic: change(diastolic))
        case .worded(let value, let key, let word): .worded(change(value), key: key, word: word)
        case .sexualActivity, .night, .segment: self
        }
    }

    /// All three, or the one number that some receivers of the app take as well.
    private static func heartRate(
        _ fields: inout ItemFields
    ) throws(ItemError) -> MetricPoint.Content {
        if let only = try fields.numberIfPresent("qty") {
            return .heartRate(minimum: only, average: only, maximum: only)
        }
        return .heartRate(
            minimum: try fields.number("Min"), average: try fields.number("Avg"),
            maximum: try fields.number("Max"))
    }

    private static func worded(
        _ fields: inout ItemFields, key: String
    ) throws(ItemError) -> MetricPoint.Content {
        .worded(try fields.number("qty"), key: key, word: try fields.textIfPresent(key))
    }

    /// Absent ones are 0, but one has to be there.
    private static func counters(
        _ fields: inout ItemFields
    ) throws(ItemError) -> MetricPoint.Content {
        let unspecified = try fields.numberIfPresent("Unspecified")
        let protected = try fields.numberIfPresent("Protection Used")
        let unprotected = try fields.numberIfPresent("Protection Not Used")
        guard unspecified != nil || protected != nil || unprotected != nil else {
            throw ItemError(key: "Unspecified", "is missing")
        }
        return .sexualActivity(
            unspecified: unspecified ?? 0, protected: protected ?? 0, unprotected: unprotected ?? 0)
    }
}

extension NightFigures {
    /// Takes whatever of the keys is there.
    init(_ fields: inout ItemFields) throws(ItemError) {
        for (index, key) in Self.hourKeys.enumerated() {
            hours[index] = try fields.numberIfPresent(key)
        }
        for (index, key) in Self.timeKeys.enumerated() {
            times[index] = try fields.dateIfPresent(key)
        }
    }
}
