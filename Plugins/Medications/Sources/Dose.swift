public import HealthPlugin

/// A dose of a medication. It has no id: text, start and scheduled date tell one from another.
public struct Dose: WireRecord {
    public static let columns = [
        "Date", "Scheduled Date", "Medication", "Nickname", "Dosage", "Scheduled Dosage", "Unit",
        "Status", "Archived", "Codings",
    ]
    public static let keyColumns = ["Date", "Medication", "Status"]

    /// Untrimmed.
    var displayText: String
    var nickname: String?
    public var start: Instant
    public var end: Instant?
    var scheduledDate: Instant?
    var status: String
    var isArchived: Bool
    /// Never invented.
    var dosage: Double?
    var codings: [Coding]
    /// Columns that JSON does not have.
    var scheduledDosage: Double?
    var unit: String?
    var unknown: [JSONValue.Member] = []

    public var source: String? { nil }

    public var identity: String {
        [start.rfc3339, displayText, scheduledDate?.rfc3339 ?? ""].joined(separator: "\n")
    }

    public mutating func absorb(_ other: Dose) {
        nickname = nickname ?? other.nickname
        end = end ?? other.end
        dosage = dosage ?? other.dosage
        if codings.map(\.code) == other.codings.map(\.code) || codings.isEmpty {
            codings = codings.contains { $0.isFull } ? codings : other.codings
        }
        scheduledDosage = scheduledDosage ?? other.scheduledDosage
        unit = unit ?? other.unit
        unknown = unknown.merged(with: other.unknown)
    }
}

extension Dose {
    public init(_ fields: inout ItemFields) throws(ItemError) {
        displayText = try fields.text("displayText")
        nickname = try fields.textIfPresent("nickname")
        start = try fields.date("start")
        end = try fields.dateIfPresent("end")
        scheduledDate = try fields.dateIfPresent("scheduledDate")
        status = try fields.textIfPresent("status") ?? "Unspecified"
        isArchived = try fields.flagIfPresent("isArchived") ?? false
        dosage = try fields.numberIfPresent("dosage")
        codings = try Coding.all(in: &fields)
        if let columns = fields.take(Dose.columnsKey) {
            scheduledDosage = columns["scheduledDosage"]?.number
            unit = columns["unit"]?.string
        }
        unknown = fields.rest
    }

    public init(_ row: CSVRow) throws(ItemError) {
        displayText = try row.text("Medication")
        nickname = row.textIfPresent("Nickname")
        start = try row.date("Date")
        scheduledDate = try row.dateIfPresent("Scheduled Date")
        status = row.textIfPresent("Status") ?? "Unspecified"
        isArchived = try row.flagIfPresent("Archived") ?? false
        dosage = try row.numberIfPresent("Dosage")
        codings = row.list("Codings").map { Coding(code: $0) }
        scheduledDosage = try row.numberIfPresent("Scheduled Dosage")
        unit = row.textIfPresent("Unit")
    }

    public func write(to json: inout JSONWriter, as form: RecordForm, _ dates: inout DateWriter) {
        json.object {
            $0.string("displayText", displayText)
            $0.string("nickname", nickname)
            $0.date("start", start, &dates)
            $0.date("end", end, &dates)
            $0.date("scheduledDate", scheduledDate, &dates)
            $0.string("status", status)
            $0.bool("isArchived", isArchived)
            $0.number("dosage", dosage)
            $0.key("codings")
            $0.array { for coding in codings { coding.write(to: &$0) } }
            if form == .stored { writeColumns(to: &$0) }
            $0.members(unknown)
        }
    }

    public func write(to csv: inout CSVWriter, _ dates: inout DateWriter) {
        csv.cell(start, &dates)
        csv.cell(scheduledDate, &dates)
        csv.cell(displayText)
        csv.cell(nickname ?? "")
        csv.decimalCell(dosage)
        csv.decimalCell(scheduledDosage)
        csv.cell(unit ?? "")
        csv.cell(status)
        csv.cell(isArchived)
        csv.cell(list: codings.map(\.code))
    }

    /// Where a stored body keeps the columns that JSON does not have.
    private static let columnsKey = "hae:columns"

    private func writeColumns(to json: inout JSONWriter) {
        guard scheduledDosage != nil || unit != nil else { return }
        json.key(Dose.columnsKey)
        json.object {
            $0.number("scheduledDosage", scheduledDosage)
            $0.string("unit", unit)
        }
    }
}
