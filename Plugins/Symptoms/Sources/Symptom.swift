public import HealthPlugin

/// A logged symptom.
public struct Symptom: WireRecord {
    public static let columns = ["Start", "End", "Name", "Severity", "User Entered", "Source"]
    public static let keyColumns = ["Start", "Name", "Severity"]

    public var start: Instant
    public var end: Instant?
    var name: String
    var severity: String
    var isUserEntered: Bool
    public var source: String?
    var unknown: [JSONValue.Member] = []

    public var identity: String {
        [start.rfc3339, (end ?? start).rfc3339, name, severity].joined(separator: "\n")
    }

    public mutating func absorb(_ other: Symptom) {
        source = source ?? other.source
        unknown = unknown.merged(with: other.unknown)
    }
}

extension Symptom {
    public init(_ fields: inout ItemFields) throws(ItemError) {
        start = try fields.date("start")
        end = try fields.dateIfPresent("end") ?? start
        name = try fields.text("name")
        severity = try fields.textIfPresent("severity") ?? "Unspecified"
        isUserEntered = try fields.flagIfPresent("userEntered") ?? false
        source = try fields.textIfPresent("source")
        unknown = fields.rest
    }

    public init(_ row: CSVRow) throws(ItemError) {
        start = try row.date("Start")
        end = try row.dateIfPresent("End") ?? start
        name = try row.text("Name")
        severity = row.textIfPresent("Severity") ?? "Unspecified"
        isUserEntered = try row.flagIfPresent("User Entered") ?? false
        source = row.textIfPresent("Source")
    }

    public func write(to json: inout JSONWriter, as form: RecordForm, _ dates: inout DateWriter) {
        json.object {
            $0.date("start", start, &dates)
            $0.date("end", end ?? start, &dates)
            $0.string("name", name)
            $0.string("severity", severity)
            $0.bool("userEntered", isUserEntered)
            $0.string("source", source)
            $0.members(unknown)
        }
    }

    public func write(to csv: inout CSVWriter, _ dates: inout DateWriter) {
        csv.cell(start, &dates)
        csv.cell(end ?? start, &dates)
        csv.cell(name)
        csv.cell(severity)
        csv.cell(isUserEntered)
        csv.cell(source ?? "")
    }
}
