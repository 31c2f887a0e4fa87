import HealthPlugin

/// Writes the voltages of a stored recording, one object each, without holding them.
struct VoltageWriter {
    private let start: Double
    private let frequency: Double
    private let conversion: UnitConversion
    private let store: any StoreReader

    init(_ recording: Recording, in store: any StoreReader) {
        start = Double(recording.start.seconds)
        frequency = recording.frequency ?? 0
        let unit = HealthUnit.wireText(recording.unit)
        conversion = UnitConversion(from: unit, to: "mcV") ?? .same
        self.store = store
    }

    func write(document: Int64, hasDates: Bool, to json: inout JSONWriter) throws {
        var dates: [Double] = []
        if hasDates {
            try NumberSeries.forEach(Recording.datesName, of: document, in: store) {
                dates.append($0)
            }
        }
        json.beginArray()
        var item: [UInt8] = []
        var index = 0
        try NumberSeries.forEach(Electrocardiogram.seriesName, of: document, in: store) { voltage in
            let date =
                index < dates.count
                ? dates[index] : start + (frequency > 0 ? Double(index) / frequency : 0)
            index += 1
            item.removeAll(keepingCapacity: true)
            item.append(contentsOf: #"{"date":"#.utf8)
            DecimalText.append(date, to: &item)
            item.append(contentsOf: #","voltage":"#.utf8)
            DecimalText.append(conversion(voltage), to: &item)
            item.append(contentsOf: #","units":"mcV"}"#.utf8)
            json.raw(item)
        }
        json.endArray()
    }
}
