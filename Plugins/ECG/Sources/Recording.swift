public import HealthPlugin

/// A recording of an electrocardiogram. It has no id: its start tells one from another.
public struct Recording: WireRecord {
    public static let columns = [
        "Start", "End", "Classification", "Average Heart Rate (count/min)",
        "Number of Voltage Measurements", "Sampling Frequency (Hz)", "Source",
    ]
    public static let keyColumns = ["Start", "Classification", "Sampling Frequency"]

    public var start: Instant
    public var end: Instant?
    var classification: String?
    /// In count/min.
    var averageHeartRate: Double?
    /// Voltages; known even where they are not.
    var count: Int
    /// In hertz.
    var frequency: Double?
    var sourceName: String = "ECG"
    /// The unit of stored voltages.
    var unit = "mcV"
    var voltages = Voltages.absent
    var unknown: [JSONValue.Member] = []

    enum Voltages {
        /// A row of CSV has none.
        case absent
        /// Of an item that is being read. Dates only where they are not start + i / frequency.
        case read([Double], dates: [Double]?)
        case stored(document: Int64, hasDates: Bool)
    }

    static let datesName = "dates"

    /// Always the same word, so it tells nothing apart.
    public var source: String? { nil }
    public var identity: String { start.rfc3339 }
    public var key: String { identity }

    public var series: [Series] {
        guard case .read(let voltages, let dates) = voltages else { return [] }
        return [NumberSeries.series(Electrocardiogram.seriesName, voltages)]
            + (dates.map { [NumberSeries.series(Recording.datesName, $0)] } ?? [])
    }

    public mutating func absorb(_ other: Recording) {
        classification = classification ?? other.classification
        averageHeartRate = averageHeartRate ?? other.averageHeartRate
        unknown = unknown.merged(with: other.unknown)
        guard case .absent = voltages else { return }
        (voltages, unit, count) = (other.voltages, other.unit, max(count, other.count))
        frequency = frequency ?? other.frequency
    }
}

extension Recording {
    /// - Throws: ``ItemError`` when the body is not one of ``Electrocardiogram``.
    init(archived document: StoredDocument) throws {
        guard let start = document.start,
            let header = Electrocardiogram(try ArchiveNode(json: document.body))
        else { throw ItemError("is not a recording") }
        (self.start, end) = (start, document.end)
        classification = RecordingWords.classification(header.classification)
        averageHeartRate = header.averageHeartRate
        (count, frequency, unit) = (0, header.samplingFrequency, header.unit)
    }

    public init(_ fields: inout ItemFields) throws(ItemError) {
        start = try fields.date("start")
        end = try fields.dateIfPresent("end")
        classification = try fields.textIfPresent("classification")
            .map(RecordingWords.classification)
        averageHeartRate = try fields.numberIfPresent("averageHeartRate")
        count = Recording.count(try fields.numberIfPresent("numberOfVoltageMeasurements"))
        frequency = try fields.numberIfPresent("samplingFrequency")
        sourceName = try fields.textIfPresent("source") ?? "ECG"
        if let items = fields.take("voltageMeasurements") {
            let list = try VoltageList(items, start: start, frequency: frequency, zone: fields.zone)
            voltages = .read(list.voltages, dates: list.dates)
            count = list.voltages.count
        }
        unknown = fields.rest
        end = end ?? computedEnd
    }

    public init(_ row: CSVRow) throws(ItemError) {
        start = try row.date("Start")
        end = try row.dateIfPresent("End")
        classification = row.textIfPresent("Classification").map(RecordingWords.classification)
        averageHeartRate = try row.numberIfPresent("Average Heart Rate")
        count = Recording.count(try row.numberIfPresent("Number of Voltage Measurements"))
        frequency = try row.numberIfPresent("Sampling Frequency")
        sourceName = row.textIfPresent("Source") ?? "ECG"
        end = end ?? computedEnd
    }

    public func write(to json: inout JSONWriter, as form: RecordForm, _ dates: inout DateWriter) {
        write(to: &json, &dates) { _ in }
    }

    /// - Parameter voltages: Writes their key and array, or nothing.
    func write(
        to json: inout JSONWriter, _ dates: inout DateWriter,
        voltages: (inout JSONWriter) throws -> Void
    ) rethrows {
        try json.object {
            $0.date("start", start, &dates)
            $0.date("end", end ?? start, &dates)
            $0.string("classification", classification)
            $0.number("averageHeartRate", averageHeartRate)
            $0.key("numberOfVoltageMeasurements")
            $0.integer(count)
            $0.number("samplingFrequency", frequency)
            try voltages(&$0)
            $0.string("source", sourceName)
            $0.members(unknown)
        }
    }

    public func write(to csv: inout CSVWriter, _ dates: inout DateWriter) {
        csv.cell(start, &dates)
        csv.cell(end ?? start, &dates)
        csv.cell(classification ?? "")
        csv.cell(averageHeartRate)
        csv.cell(Double(count))
        csv.cell(frequency)
        csv.cell(sourceName)
    }

    /// Start + count / frequency, rounded down.
    private var computedEnd: Instant {
        guard let frequency, frequency > 0 else { return start }
        let seconds = (Double(count) / frequency).rounded(.down)
        return start.advanced(bySeconds: Int64(exactly: seconds) ?? 0)
    }

    private static func count(_ number: Double?) -> Int {
        number.flatMap { Int(exactly: $0) } ?? 0
    }
}
