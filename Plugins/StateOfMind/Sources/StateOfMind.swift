public import HealthPlugin

/// An emotion or the mood of a day.
public struct StateOfMind: WireRecord {
    public static let columns = [
        "Start", "End", "Kind", "Labels", "Associations", "Valence", "Valence Classification",
    ]
    public static let keyColumns = ["Start", "Kind", "Valence"]

    /// As it came; `nil` when it came without one.
    var id: String?
    public var start: Instant
    public var end: Instant?
    /// Slugs all of them, in the record's order.
    var kind: String
    var labels: [String]
    var associations: [String]
    /// -1 … 1.
    var valence: Double?
    var classification: String?
    var unknown: [JSONValue.Member] = []

    public var source: String? { nil }

    /// The id that a record without one is given.
    var derivedID: String {
        RecordID.derived(["stateOfMind", start.rfc3339, (end ?? start).rfc3339, kind])
    }

    public var identity: String {
        [start.rfc3339, (end ?? start).rfc3339, kind].joined(separator: "\n")
    }
    public var key: String { id ?? derivedID }
    public var aliases: [String] { id == nil ? [] : [derivedID] }

    /// Ids that both came with their record have to be equal.
    public func isSame(as other: StateOfMind) -> Bool {
        guard let id, let other = other.id else { return true }
        return id == other
    }

    public mutating func absorb(_ other: StateOfMind) {
        id = id ?? other.id
        if labels.isEmpty { labels = other.labels }
        if associations.isEmpty { associations = other.associations }
        valence = valence ?? other.valence
        classification = classification ?? other.classification
        unknown = unknown.merged(with: other.unknown)
    }
}

extension StateOfMind {
    public init(_ fields: inout ItemFields) throws(ItemError) {
        id = try fields.textIfPresent("id")
        start = try fields.date("start")
        end = try fields.dateIfPresent("end") ?? start
        kind = MindWords.kind(try fields.text("kind"))
        labels = try fields.texts("labels").map(RecordWords.slug)
        associations = try fields.texts("associations").map(RecordWords.slug)
        valence = try fields.numberIfPresent("valence")
        classification = try MindWords.classification(fields.take("valenceClassification"))
        unknown = fields.rest
    }

    public init(_ row: CSVRow) throws(ItemError) {
        start = try row.date("Start")
        end = try row.dateIfPresent("End") ?? start
        kind = MindWords.kind(try row.text("Kind"))
        labels = row.list("Labels").map(RecordWords.slug)
        associations = row.list("Associations").map(RecordWords.slug)
        valence = try row.numberIfPresent("Valence")
        classification = row.textIfPresent("Valence Classification").map(RecordWords.slug)
    }

    public func write(to json: inout JSONWriter, as form: RecordForm, _ dates: inout DateWriter) {
        json.object {
            switch form {
            case .wire: $0.string("id", id ?? derivedID)
            case .stored: $0.string("id", id)
            }
            $0.date("start", start, &dates)
            $0.date("end", end ?? start, &dates)
            $0.string("kind", kind)
            $0.key("labels")
            $0.array { for label in labels { $0.string(label) } }
            $0.key("associations")
            $0.array { for association in associations { $0.string(association) } }
            $0.number("valence", valence)
            $0.string("valenceClassification", classification)
            $0.members(unknown)
        }
    }

    public func write(to csv: inout CSVWriter, _ dates: inout DateWriter) {
        csv.cell(start, &dates)
        csv.cell(end ?? start, &dates)
        csv.cell(RecordWords.title(kind))
        csv.cell(list: labels.map(RecordWords.title))
        csv.cell(list: associations.map(RecordWords.title))
        csv.decimalCell(valence)
        csv.cell(RecordWords.title(classification ?? ""))
    }
}
