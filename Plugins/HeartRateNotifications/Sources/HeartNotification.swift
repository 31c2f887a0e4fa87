public import HealthPlugin

/// A notification of the watch about the heart's rate or rhythm.
public struct HeartNotification: WireRecord {
    public static let columns = [
        "Start", "End", "Notification", "Threshold (count/min)", "Source",
    ]
    public static let keyColumns = ["Start", "Notification"]

    public var start: Instant
    public var end: Instant?
    /// A word of ``NotificationKind``, or as it came.
    var kind: String
    /// In count/min.
    var threshold: Double?
    /// What came with an item.
    var heartRates: [HeartReading] = []
    var variabilities: [HeartReading] = []
    public var source: String?
    /// Further members of the source's object.
    var sourceUnknown: [JSONValue.Member] = []
    var unknown: [JSONValue.Member] = []
    /// Whether the readings are those of the store.
    var isSample = false

    public var identity: String {
        [start.rfc3339, (end ?? start).rfc3339, kind].joined(separator: "\n")
    }

    public mutating func absorb(_ other: HeartNotification) {
        threshold = threshold ?? other.threshold
        source = source ?? other.source
        if heartRates.isEmpty { heartRates = other.heartRates }
        if variabilities.isEmpty { variabilities = other.variabilities }
        sourceUnknown = sourceUnknown.merged(with: other.sourceUnknown)
        unknown = unknown.merged(with: other.unknown)
    }

    /// Writes the readings that came with an item.
    func writeOwn(_ kind: ReadingKind, to json: inout JSONWriter) {
        let readings = kind.key == ReadingKind.heartRate.key ? heartRates : variabilities
        for reading in readings { reading.write(to: &json) }
    }
}

extension HeartNotification {
    public init(_ fields: inout ItemFields) throws(ItemError) {
        start = try fields.date("start")
        end = try fields.dateIfPresent("end") ?? start
        let named = try fields.textIfPresent("heartNotification")
        let misspelt = try fields.numberIfPresent("threshhold")
        threshold = try fields.numberIfPresent("threshold") ?? misspelt
        heartRates = try HeartReading.all(.heartRate, in: &fields)
        variabilities = try HeartReading.all(.variability, in: &fields)
        kind =
            named ?? NotificationKind(threshold: threshold, readings: heartRates).rawValue
        switch fields.take("source") {
        case nil: break
        case .string(let name): source = name
        case .some(let value):
            do throws(ItemError) {
                var members = try ItemFields(value, zone: fields.zone)
                source = try members.textIfPresent("name")
                sourceUnknown = members.rest
            } catch {
                throw error.within("source")
            }
        }
        unknown = fields.rest
    }

    public init(_ row: CSVRow) throws(ItemError) {
        start = try row.date("Start")
        end = try row.dateIfPresent("End") ?? start
        kind = RecordWords.slug(try row.text("Notification"))
        threshold = try row.numberIfPresent("Threshold")
        source = row.textIfPresent("Source")
    }

    public func write(to json: inout JSONWriter, as form: RecordForm, _ dates: inout DateWriter) {
        write(to: &json, &dates) { kind, json in writeOwn(kind, to: &json) }
    }

    /// - Parameter readings: Writes the items of one array.
    func write(
        to json: inout JSONWriter, _ dates: inout DateWriter,
        readings: (ReadingKind, inout JSONWriter) throws -> Void
    ) rethrows {
        try json.object {
            $0.date("start", start, &dates)
            $0.date("end", end ?? start, &dates)
            $0.string("heartNotification", kind)
            $0.number("threshold", threshold)
            for kind in ReadingKind.all {
                $0.key(kind.key)
                try $0.array { try readings(kind, &$0) }
            }
            if source != nil || !sourceUnknown.isEmpty {
                $0.key("source")
                $0.object {
                    $0.string("name", source)
                    $0.members(sourceUnknown)
                }
            }
            $0.members(unknown)
        }
    }

    public func write(to csv: inout CSVWriter, _ dates: inout DateWriter) {
        csv.cell(start, &dates)
        csv.cell(end ?? start, &dates)
        csv.cell(RecordWords.title(kind))
        csv.cell(threshold)
        csv.cell(source ?? "")
    }
}
