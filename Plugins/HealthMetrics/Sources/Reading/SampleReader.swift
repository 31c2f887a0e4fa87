import HealthPlugin

/// Reads a point that is a single measurement as what an archive would hold of it. Sections 3.2 to 3.5 of the wire
/// format, Summarize off.
struct SampleReader {
    let group: MetricGroup

    /// The samples of a point of a disaggregated export.
    ///
    /// - Returns: `nil` for a point that cannot be one measurement: different extremes, several events in one.
    func samples(_ fields: inout ItemFields) throws(ItemError) -> [PayloadSample]? {
        var sample = try moment(&fields)
        switch group.metric.shape {
        case .standard, .wristTemperature:
            sample.value = .number(group.stored(try fields.number("qty")))
        case .heartRate:
            guard let rate = try rate(&fields) else { return nil }
            sample.value = .number(rate)
        case .bloodPressure:
            var other = sample
            sample.value = .number(try fields.number("systolic"))
            other.value = .number(try fields.number("diastolic"))
            other.type = group.metric.types[1]
            return [sample, other]
        case .bloodGlucose:
            sample.value = .number(try fields.number("qty"))
            sample.metadata = try kind(
                "mealTime", ["before_meal": "1", "after_meal": "2"], as: "HKBloodGlucoseMealTime",
                &fields)
        case .insulin:
            sample.value = .number(try fields.number("qty"))
            sample.metadata = try kind(
                "reason", ["basal": "1", "bolus": "2"], as: "HKInsulinDeliveryReason", &fields)
        case .standHour:
            sample.value = .text(category(try fields.number("qty") > 0 ? 0 : 1))
        case .mindfulMinutes, .event:
            sample.value = .text(category(0))
            sample.end = try end(of: sample, &fields)
        case .sexualActivity:
            guard let metadata = try protection(&fields) else { return nil }
            (sample.value, sample.metadata) = (.text(category(0)), metadata)
        case .sleep: return nil
        }
        return [sample]
    }

    /// The segment of sleep that an item with `startDate` is; a word that nobody knows is kept as it is.
    func segment(_ fields: inout ItemFields) throws(ItemError) -> PayloadSample {
        let start = try fields.date("startDate")
        let end = try fields.date("endDate")
        guard end >= start else { throw ItemError(key: "endDate", "is before the start") }
        let word = try fields.text("value")
        return PayloadSample(
            type: group.metric.types[0], start: start, end: end,
            source: try fields.textIfPresent("source") ?? "",
            value: .text(Self.stages[Catalogue.normalized(word)].map(category) ?? word))
    }

    private func moment(_ fields: inout ItemFields) throws(ItemError) -> PayloadSample {
        let start = try fields.date("date")
        _ = fields.take("start")
        let end = try fields.dateIfPresent("end") ?? start
        guard end >= start else { throw ItemError(key: "end", "is before the start") }
        return PayloadSample(
            type: group.metric.types[0], start: start, end: end,
            source: try fields.textIfPresent("source") ?? "", value: .text(""),
            unit: group.metric.isCategory ? "" : group.units)
    }

    private func rate(_ fields: inout ItemFields) throws(ItemError) -> Double? {
        if let only = try fields.numberIfPresent("qty") { return only }
        let average = try fields.number("Avg")
        let extremes = [try fields.numberIfPresent("Min"), try fields.numberIfPresent("Max")]
        return extremes.allSatisfy { $0 ?? average == average } ? average : nil
    }

    /// Where `end` is not written, the number is how long it took.
    private func end(
        of sample: PayloadSample, _ fields: inout ItemFields
    ) throws(ItemError) -> Instant {
        let duration = try fields.number("qty")
        guard sample.end == sample.start else { return sample.end }
        guard
            let seconds = group.seconds(duration, fallback: group.metric.metricUnit), seconds >= 0,
            seconds <= Instant.distantFuture.seconds(since: sample.start)
        else { throw ItemError(key: "qty", "is not a duration") }
        return sample.start.advanced(bySeconds: seconds)
    }

    private func kind(
        _ key: String, _ numbers: [String: String], as metadataKey: String,
        _ fields: inout ItemFields
    ) throws(ItemError) -> [PayloadSample.Pair] {
        let word = try fields.textIfPresent(key).map(Catalogue.normalized)
        return word.flatMap { numbers[$0] }.map { [.init(key: metadataKey, value: $0)] } ?? []
    }

    /// The metadata of the one event that is counted; `nil` for none or several.
    private func protection(
        _ fields: inout ItemFields
    ) throws(ItemError) -> [PayloadSample.Pair]? {
        let content = try MetricPoint.Content(aggregated: &fields, of: group.metric)
        let key = "HKSexualActivityProtectionUsed"
        return switch content {
        case .sexualActivity(1, 0, 0): []
        case .sexualActivity(0, 1, 0): [.init(key: key, value: "1")]
        case .sexualActivity(0, 0, 1): [.init(key: key, value: "0")]
        default: nil
        }
    }

    /// The constant of a raw number, as archives write it.
    private func category(_ number: Int) -> String {
        CategoryEnumeration.of(type: group.metric.types[0])?.text(of: number) ?? ""
    }

    /// Raw numbers of the words of a segment. Section 3.5 of the wire format.
    private static let stages = [
        "inbed": 0, "in_bed": 0, "asleep": 1, "unspecified": 1, "awake": 2, "core": 3, "deep": 4,
        "rem": 5,
    ]
}
