import HealthPlugin

/// What an archive would bring: `{"exportDate":DATE,"samples":[…],"recordings":[…]}`.
///
/// A sample: `type`, `start`, `end`, `source`, `value` (text or number), `unit`, `metadata` (an object). A
/// recording: `start`, `end`, `classification`, `averageHeartRate`, `frequency`, `unit`, `voltages`.
struct ArchiveFixture {
    let exportDate: Instant
    private(set) var batch = SampleBatch()
    private(set) var documents: [Document] = []

    init(_ bytes: [UInt8], zone: ZoneTable) throws {
        var fields = try ItemFields(JSONParser.parse(bytes), zone: zone)
        exportDate = try fields.date("exportDate")
        for sample in try fields.array("samples") {
            batch.add(try Self.sample(ItemFields(sample, zone: zone)))
        }
        for recording in try fields.array("recordings") {
            documents.append(try Self.recording(ItemFields(recording, zone: zone)))
        }
    }

    private static func sample(_ fields: consuming ItemFields) throws -> PayloadSample {
        let value: StoredSample.Value =
            switch fields.take("value") {
            case .number(let number): .number(number)
            case .string(let text): .text(text)
            default: .text("")
            }
        let start = try fields.date("start")
        return PayloadSample(
            type: try fields.text("type"), start: start,
            end: try fields.dateIfPresent("end") ?? start,
            source: try fields.textIfPresent("source") ?? "", value: value,
            unit: try fields.textIfPresent("unit") ?? "",
            metadata: (fields.take("metadata")?.object ?? []).map {
                .init(key: $0.key, value: $0.value.string ?? "")
            })
    }

    private static func recording(_ fields: consuming ItemFields) throws -> Document {
        let (start, end) = (try fields.date("start"), try fields.date("end"))
        let header = Electrocardiogram(
            classification: try fields.text("classification"),
            averageHeartRate: try fields.numberIfPresent("averageHeartRate"),
            samplingFrequency: try fields.number("frequency"),
            unit: try fields.textIfPresent("unit") ?? "µV")
        var json = JSONWriter()
        header.node.write(to: &json)
        let voltages = try fields.array("voltages").compactMap(\.number)
        return Document(
            kind: Electrocardiogram.kind, key: start.rfc3339, form: .element, start: start,
            end: end,
            body: json.bytes,
            series: [NumberSeries.series(Electrocardiogram.seriesName, voltages)])
    }
}
