public import HealthPlugin

/// Cycle tracking: one event a record. Section 9 of the wire format.
public struct CycleTrackingProvider: RecordProvider {
    public let descriptor = ProviderDescriptor(
        id: "cycle_tracking", title: "Cycle Tracking",
        summary: "Menstrual cycle, tests, contraceptives, pregnancy.",
        dataKey: "cycleTracking", csvPart: "CycleTrackingData", csvFile: "CycleTracking",
        reads: CycleNames.types.map { .type($0) } + [.document("cycleTracking")], options: [])

    public init() {}

    public func record(of sample: StoredSample, in store: any StoreReader) throws -> CycleEvent? {
        let type = try store.typeName(sample.type)
        guard let name = CycleNames.name(ofType: type) else { return nil }
        return CycleEvent(
            start: sample.start, end: CycleEvent.closed(sample.end), name: name,
            value: try value(of: sample, type: type, in: store),
            isCycleStart: try isCycleStart(sample, type: type, in: store))
    }

    /// Newer items, or the older form that holds up to two events.
    public func records(
        of item: JSONValue, zone: ZoneTable
    ) throws(ItemError) -> [CycleEvent] {
        var fields = try ItemFields(item, zone: zone)
        guard item["start"] == nil, item["date"] != nil else { return [try CycleEvent(&fields)] }
        return try CycleEvent.pair(&fields)
    }

    private func value(
        of sample: StoredSample, type: String, in store: any StoreReader
    ) throws -> String {
        guard type == CycleNames.sexualActivity else {
            return CategoryWords.word(of: sample.value, type: type, absent: CycleNames.absent(type))
        }
        return switch try store.metadata("SexualActivityProtectionUsed", of: sample) {
        case "1": "Protection Used"
        case "0": "Protection Not Used"
        default: "Unspecified"
        }
    }

    private func isCycleStart(
        _ sample: StoredSample, type: String, in store: any StoreReader
    ) throws -> Bool? {
        guard type == CycleNames.menstrualFlow else { return nil }
        return switch try store.metadata("MenstrualCycleStart", of: sample) {
        case "1": true
        case "0": false
        default: nil
        }
    }
}
