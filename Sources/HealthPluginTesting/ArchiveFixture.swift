import HealthPlugin

/// What an archive would bring: `{"exportDate":DATE,"samples":[…],"recordings":[…],"elements":[…],"routes":[…]}`.
///
/// A sample: `type`, `start`, `end`, `source`, `value` (text or number), `unit`, `metadata` (an object). A
/// recording: `start`, `end`, `classification`, `averageHeartRate`, `frequency`, `unit`, `voltages`. An element: an
/// `ArchiveNode`, known by type, times and source. A route: `path` and `points`, rows of the numbers of a
/// `RoutePoint` with a date in place of the time.
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
        for element in try fields.array("elements") {
            documents.append(try Self.element(element, zone: zone))
        }
        for route in try fields.array("routes") {
            documents.append(try Self.route(ItemFields(route, zone: zone)))
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

    private static func element(_ value: JSONValue, zone: ZoneTable) throws -> Document {
        var json = JSONWriter()
        json.value(value)
        let node = try ArchiveNode(json: json.bytes)
        func date(_ key: String) throws -> Instant {
            guard let text = node[key], let date = WireDate.parse(Array(text.utf8), zone: zone)
            else { throw FixtureError("an element has no \(key)") }
            return date
        }
        let (start, end) = (try date("startDate"), try date("endDate"))
        let source = node["sourceName"] ?? ""
        let type = node["workoutActivityType"] ?? ""
        return Document(
            kind: node.name,
            key: [type, start.rfc3339, end.rfc3339, source].joined(separator: "\n"),
            form: .element, start: start, end: end, source: source, body: json.bytes)
    }

    private static func route(_ fields: consuming ItemFields) throws -> Document {
        let path = try fields.text("path")
        var points: [RoutePoint] = []
        for row in try fields.array("points") {
            let cells = row.array ?? []
            guard cells.count == 8, let text = cells[3].string,
                let date = WireDate.parse(Array(text.utf8), zone: fields.zone)
            else { throw FixtureError("a point of \(path) is not a row of 8 with a date") }
            let numbers = cells.map { $0.number ?? .nan }
            points.append(
                RoutePoint(
                    latitude: numbers[0], longitude: numbers[1], altitude: numbers[2],
                    time: Double(date.seconds), speed: numbers[4], course: numbers[5],
                    horizontalAccuracy: numbers[6], verticalAccuracy: numbers[7]))
        }
        var bytes: [UInt8] = []
        for point in points { point.append(to: &bytes) }
        var json = JSONWriter()
        ArchiveNode(name: Route.kind, attributes: [.init(name: "path", value: path)])
            .write(to: &json)
        let times = points.map { Instant(seconds: Int64($0.time)) }
        return Document(
            kind: Route.kind, key: path, form: .element, start: times.min(), end: times.max(),
            body: json.bytes,
            series: [Series(name: Route.seriesName, count: points.count, bytes: bytes)])
    }
}
