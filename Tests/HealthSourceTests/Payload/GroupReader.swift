import HealthPlugin

/// A data type of the tests, of the shape of health metrics: groups with a name, whose items are points.
///
/// A point becomes the sample of a step count when points are single samples, else a document that says in which
/// group and with which grouping it was read. CSV: `Moment,Count`.
struct GroupReader: PayloadReader {
    let descriptor = ProviderDescriptor(
        id: "groups", title: "Groups", summary: "", dataKey: "groups", csvPart: "GroupsData",
        csvFile: "Groups", reads: [.document("groups")], options: [])

    let groupMember: String? = "data"
    let hasBuckets = true
    let keyColumns = ["Moment", "Count"]

    func read(
        _ item: JSONValue, in context: PayloadContext
    ) throws(ItemError) -> PayloadItems {
        var fields = try ItemFields(item, zone: context.zone)
        let date = try fields.date("date")
        let number = try fields.number("qty")
        guard let name = context.group?["name"]?.string else {
            throw ItemError(key: "name", "is missing")
        }
        return items(date, number, name, context)
    }

    func read(
        _ row: CSVRow, in context: PayloadContext
    ) throws(ItemError) -> PayloadItems {
        guard let number = try row.numberIfPresent("Count") else {
            throw ItemError(key: "Count", "is missing")
        }
        return items(try row.date("Moment"), number, "rows", context)
    }

    private func items(
        _ date: Instant, _ number: Double, _ name: String, _ context: PayloadContext
    ) -> PayloadItems {
        guard !context.isDisaggregated else {
            return PayloadItems(samples: [
                PayloadSample(
                    type: "HKQuantityTypeIdentifierStepCount", start: date, end: date,
                    source: "Example Phone", value: .number(number), unit: "count")
            ])
        }
        let key = "\(name) \(date.seconds) \(context.grouping?.rawValue ?? "-")"
        return PayloadItems(documents: [
            Document(
                kind: "groups", key: key, form: .item, start: date,
                body: Array(key.utf8))
        ])
    }

    func recognizes(_ header: CSVHeader) -> Bool { header.has(keyColumns) }

    func unknownColumns(of header: CSVHeader) -> [String] {
        header.columns(otherThan: keyColumns).map(\.name)
    }

    func groupings(of item: JSONValue, in context: PayloadContext) -> Set<Grouping>? {
        guard var fields = try? ItemFields(item, zone: context.zone),
            let date = try? fields.date("date")
        else { return nil }
        return groupings(of: date, context)
    }

    func groupings(of row: CSVRow, in context: PayloadContext) -> Set<Grouping>? {
        (try? row.date("Moment")).map { groupings(of: $0, context) }
    }

    private func groupings(of date: Instant, _ context: PayloadContext) -> Set<Grouping> {
        Set(
            Grouping.allCases.filter {
                Buckets(zone: context.zone, grouping: $0, weekStart: context.weekStart)
                    .range(containing: date).lowerBound == date
            })
    }

    func streams(for settings: ExportSettings, in store: any StoreReader) -> [ExportStream] { [] }

    func export(
        _ request: ExportRequest, from store: any StoreReader, into sink: any RecordSink
    ) {}

    func writeHeader(
        for streams: [ExportStream], settings: ExportSettings, to csv: inout CSVWriter
    ) {}

    func aggregation(for settings: ExportSettings) -> String { "None" }
}
