public import HealthPlugin

/// Heart rate notifications with the readings of their interval. Section 7 of the wire format.
public struct HeartRateNotificationsProvider: RecordProvider {
    public let descriptor = ProviderDescriptor(
        id: "heart_rate_notifications", title: "Heart Rate Notifications",
        summary: "High, low and irregular heart rate, with the readings around it.",
        dataKey: "heartRateNotifications", csvPart: "HeartRateNotificationsData",
        csvFile: "HeartRateNotifications",
        reads: (NotificationKind.types + ReadingKind.all.map(\.type)).map { .type($0) }
            + [.document("heartRateNotifications")],
        options: [])

    public init() {}

    public var sampleTypes: [String] { NotificationKind.types }

    /// A day: notifications last minutes to hours.
    public var reach: Int64? { 86_400 }

    public func record(
        of sample: StoredSample, in store: any StoreReader
    ) throws -> HeartNotification? {
        guard let kind = NotificationKind(type: try store.typeName(sample.type)) else { return nil }
        return HeartNotification(
            start: sample.start, end: sample.end, kind: kind.rawValue,
            threshold: try threshold(of: sample, kind, in: store),
            source: try store.source(of: sample), isSample: true)
    }

    public func write(
        _ record: HeartNotification, to json: inout JSONWriter, _ dates: inout DateWriter,
        from store: any StoreReader
    ) throws {
        guard record.isSample else { return record.write(to: &json, as: .wire, &dates) }
        let end = max(record.start, record.end ?? record.start)
        let readings = IntervalReadings(store, range: record.start..<end.advanced(bySeconds: 1))
        try record.write(to: &json, &dates) { kind, json in
            let count = try readings.write(kind, to: &json)
            if count == 0 { record.writeOwn(kind, to: &json) }
        }
    }

    /// The number of `40 count/min`.
    private func threshold(
        of sample: StoredSample, _ kind: NotificationKind, in store: any StoreReader
    ) throws -> Double? {
        guard kind != .irregular,
            let text = try store.metadata("HeartRateEventThreshold", of: sample)
        else { return nil }
        let parts = text.split(separator: " ", maxSplits: 1)
        guard let number = parts.first.flatMap({ Double($0) }) else { return nil }
        let unit = parts.count > 1 ? HealthUnit.wireText(String(parts[1])) : "count/min"
        let conversion = UnitConversion(from: unit, to: "count/min") ?? .same
        return conversion(number)
    }
}
