public import HealthPlugin

/// Medications: doses that were read back from the app. Section 10 of the wire format.
public struct MedicationsProvider: RecordProvider {
    public let descriptor = ProviderDescriptor(
        id: "medications", title: "Medications",
        summary: "Doses taken, skipped and scheduled, from the app's own files.",
        dataKey: "medications", csvPart: "MedicationsData", csvFile: "Medications",
        reads: [.document("medications")], options: [])

    public init() {}

    public typealias Record = Dose
}
