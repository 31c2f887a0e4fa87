public import HealthPlugin

/// ECG: recordings with their voltages. Section 6 of the wire format.
public struct ECGProvider: RecordProvider {
    public let descriptor = ProviderDescriptor(
        id: "ecg", title: "ECG", summary: "Electrocardiograms with their voltages.",
        dataKey: "ecg", csvPart: "ECGData", csvFile: "ECG",
        reads: [.document(Electrocardiogram.kind), .document("ecg")], options: [])

    public init() {}

    public func record(of document: StoredDocument, zone: ZoneTable) throws -> Recording {
        var recording: Recording
        if document.form == .item {
            var fields = try ItemFields(JSONParser.parse(document.body), zone: zone)
            recording = try Recording(&fields)
        } else {
            recording = try Recording(archived: document)
        }
        let voltages = document.series.first { $0.name == Electrocardiogram.seriesName }
        if let voltages {
            recording.count = voltages.count
            recording.voltages = .stored(
                document: document.id,
                hasDates: document.series.contains { $0.name == Recording.datesName })
        }
        return recording
    }

    public func write(
        _ record: Recording, to json: inout JSONWriter, _ dates: inout DateWriter,
        from store: any StoreReader
    ) throws {
        try record.write(to: &json, &dates) { json in
            guard case .stored(let document, let hasDates) = record.voltages else { return }
            json.key("voltageMeasurements")
            let writer = VoltageWriter(record, in: store)
            try writer.write(document: document, hasDates: hasDates, to: &json)
        }
    }
}
