import HealthPlugin

/// A plugin that keeps every rule.
struct WaterProvider: RecordProvider {
    let descriptor = ProviderDescriptor(
        id: "water", title: "Water", summary: "Water that somebody drank.", dataKey: "water",
        csvPart: "WaterData", csvFile: "Water",
        reads: [.type("HKQuantityTypeIdentifierDietaryWater"), .document("water")], options: [])

    func record(of sample: StoredSample, in store: any StoreReader) throws -> WaterRecord? {
        guard let qty = sample.number else { return nil }
        return WaterRecord(
            start: sample.start, qty: qty, units: try store.unitName(sample.unit),
            source: try store.source(of: sample))
    }
}
