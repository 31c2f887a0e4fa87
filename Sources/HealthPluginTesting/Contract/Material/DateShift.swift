import HealthPlugin

/// Moves all dates of a JSON value, and gives its UUIDs another tail, so that a copy is another thing.
struct DateShift {
    let copy: Int
    let days: Int64
    /// Whose clock a date keeps; dates without an offset are local time there.
    let zone: ZoneTable

    func shifted(_ value: JSONValue) -> JSONValue {
        switch value {
        case .null, .bool, .number: value
        case .string(let text): .string(shifted(text))
        case .array(let elements): .array(elements.map(shifted))
        case .object(let members):
            .object(members.map { .init(key: $0.key, value: shifted($0.value)) })
        }
    }

    private func shifted(_ text: String) -> String {
        let bytes = Array(text.utf8)
        if bytes.count == 36, bytes[8] == UInt8(ascii: "-"), bytes[23] == UInt8(ascii: "-") {
            return copy == 0 ? text : text.prefix(28) + String(copy + 10_000_000)
        }
        // A bare number may be a date as well, and is more often a value.
        guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"),
            let date = WireDate.parse(bytes, zone: zone)
        else { return text }
        return later(date).rfc3339
    }

    private func later(_ date: Instant) -> Instant {
        let day = zone.date(of: date)
        let clock = date.seconds + Int64(zone.offset(at: date)) - Int64(day.dayNumber) * 86_400
        return zone.instant(day.advanced(byDays: Int(days)), secondsOfDay: Int(clock))
    }
}
