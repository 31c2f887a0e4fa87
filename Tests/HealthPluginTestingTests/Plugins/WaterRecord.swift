import HealthPlugin

/// An amount of water that somebody drank.
struct WaterRecord: WireRecord {
    static let columns = ["Start", "Water", "Unit", "Source"]
    static let keyColumns = ["Start", "Water"]

    var start: Instant
    var qty: Double
    var units: String
    var source: String?
    var unknown: [JSONValue.Member] = []

    var end: Instant? { nil }

    var identity: String { [start.rfc3339, "\(qty)", units].joined(separator: "\n") }

    mutating func absorb(_ other: WaterRecord) {
        source = source ?? other.source
        unknown = unknown.merged(with: other.unknown)
    }
}

extension WaterRecord {
    init(_ fields: inout ItemFields) throws(ItemError) {
        start = try fields.date("start")
        qty = try fields.number("qty")
        units = try fields.textIfPresent("units") ?? ""
        source = try fields.textIfPresent("source")
        unknown = fields.rest
    }

    init(_ row: CSVRow) throws(ItemError) {
        start = try row.date("Start")
        guard let qty = try row.numberIfPresent("Water") else {
            throw ItemError(key: "Water", "is missing")
        }
        self.qty = qty
        units = row.textIfPresent("Unit") ?? ""
        source = row.textIfPresent("Source")
    }

    func write(to json: inout JSONWriter, as form: RecordForm, _ dates: inout DateWriter) {
        json.object {
            $0.date("start", start, &dates)
            $0.number("qty", qty)
            $0.string("units", units)
            $0.string("source", source)
            $0.members(unknown)
        }
    }

    func write(to csv: inout CSVWriter, _ dates: inout DateWriter) {
        csv.cell(start, &dates)
        csv.cell(qty)
        csv.cell(units)
        csv.cell(source ?? "")
    }
}
