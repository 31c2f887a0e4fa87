public import HealthPlugin

/// Symptoms: one record for each that was logged. Section 5 of the wire format.
public struct SymptomsProvider: RecordProvider {
    public let descriptor = ProviderDescriptor(
        id: "symptoms", title: "Symptoms",
        summary: "Logged symptoms with their severity.",
        dataKey: "symptoms", csvPart: "SymptomsData", csvFile: "Symptoms",
        reads: SymptomNames.types.map { .type($0) } + [.document("symptoms")], options: [])

    public init() {}

    public func record(of sample: StoredSample, in store: any StoreReader) throws -> Symptom? {
        let type = try store.typeName(sample.type)
        guard let name = SymptomNames.name(ofType: type) else { return nil }
        return Symptom(
            start: sample.start, end: sample.end, name: name,
            severity: CategoryWords.word(of: sample.value, type: type, absent: 0),
            isUserEntered: try store.metadata("WasUserEntered", of: sample) == "1",
            source: try store.source(of: sample))
    }
}
