public import HealthPlugin

/// An event of the menstrual cycle. The wire gives it neither source nor id, so what looks the same is the same.
public struct CycleEvent: WireRecord {
    public static let columns = ["Start", "End", "Data", "Value", "Cycle Start"]
    public static let keyColumns = ["Start", "Data", "Value"]

    public var start: Instant
    /// `nil` for what goes on.
    public var end: Instant?
    var name: String
    var value: String?
    /// Of menstrual flow only.
    var isCycleStart: Bool?
    var unknown: [JSONValue.Member] = []

    public var source: String? { nil }

    public var identity: String {
        [start.rfc3339, end?.rfc3339 ?? "", name, value ?? ""].joined(separator: "\n")
    }

    public mutating func absorb(_ other: CycleEvent) {
        isCycleStart = isCycleStart ?? other.isCycleStart
        unknown = unknown.merged(with: other.unknown)
    }

    /// An end at or after 2100-01-01 stands for none: that is how archives write what goes on.
    static func closed(_ end: Instant?) -> Instant? {
        end.flatMap { $0.seconds < 4_102_444_800 ? $0 : nil }
    }
}

extension CycleEvent {
    public init(_ fields: inout ItemFields) throws(ItemError) {
        start = try fields.date("start")
        end = CycleEvent.closed(try fields.dateIfPresent("end"))
        name = try fields.text("name")
        value = try fields.textIfPresent("value")
        isCycleStart = try fields.flagIfPresent("isCycleStart")
        unknown = fields.rest
    }

    public init(_ row: CSVRow) throws(ItemError) {
        start = try row.date("Start")
        end = CycleEvent.closed(try row.dateIfPresent("End"))
        name = try row.text("Data")
        value = row.textIfPresent("Value")
        isCycleStart = try row.flagIfPresent("Cycle Start")
    }

    /// The events of the older form `{date, flow, ovulationTestResult}`.
    static func pair(_ fields: inout ItemFields) throws(ItemError) -> [CycleEvent] {
        let date = try fields.date("date")
        var events: [CycleEvent] = []
        for (key, name) in [
            ("flow", "Menstrual Flow"), ("ovulationTestResult", "Ovulation Test Result"),
        ] {
            guard let word = try fields.textIfPresent(key) else { continue }
            events.append(
                CycleEvent(
                    start: date, end: date, name: name,
                    value: RecordWords.title(RecordWords.slug(word))))
        }
        guard !events.isEmpty else { throw ItemError(key: "flow", "is missing") }
        events[0].unknown = fields.rest
        return events
    }

    public func write(to json: inout JSONWriter, as form: RecordForm, _ dates: inout DateWriter) {
        json.object {
            $0.date("start", start, &dates)
            $0.date("end", end, &dates)
            $0.string("name", name)
            $0.string("value", value)
            $0.bool("isCycleStart", isCycleStart)
            $0.members(unknown)
        }
    }

    public func write(to csv: inout CSVWriter, _ dates: inout DateWriter) {
        csv.cell(start, &dates)
        csv.cell(end, &dates)
        csv.cell(name)
        csv.cell(value ?? "")
        csv.cell(isCycleStart)
    }
}
