import HealthPlugin

/// One reading of a notification.
struct HeartReading {
    /// Seconds since 1970, as they came.
    var date: Double
    var quantity: Double
    var units: String
    var unknown: [JSONValue.Member] = []

    /// Takes an array in either shape: `{date, qty, units}`, or `{hr, units, timestamp: {start, …}}`.
    static func all(
        _ kind: ReadingKind, in fields: inout ItemFields
    ) throws(ItemError) -> [HeartReading] {
        let items = try fields.array(kind.key).map { (value: $0, isDocumented: false) }
        let documented = try fields.array(kind.documentedKey)
            .map { (value: $0, isDocumented: true) }
        var readings: [HeartReading] = []
        for (index, item) in (items + documented).enumerated() {
            let key = item.isDocumented ? kind.documentedKey : kind.key
            let place = item.isDocumented ? index - items.count : index
            do throws(ItemError) {
                var fields = try ItemFields(item.value, zone: fields.zone)
                readings.append(
                    item.isDocumented
                        ? try HeartReading(documented: &fields, kind)
                        : try HeartReading(&fields, kind))
            } catch {
                throw error.within("\(key)[\(place)]")
            }
        }
        return readings
    }

    func write(to json: inout JSONWriter) {
        json.object {
            $0.number("date", date)
            $0.number("qty", quantity)
            $0.string("units", units)
            $0.members(unknown)
        }
    }
}

extension HeartReading {
    private init(_ fields: inout ItemFields, _ kind: ReadingKind) throws(ItemError) {
        date = try HeartReading.date("date", &fields)
        quantity = try fields.number("qty")
        units = HealthUnit.wireText(try fields.textIfPresent("units") ?? kind.unit)
        unknown = fields.rest
    }

    private init(documented fields: inout ItemFields, _ kind: ReadingKind) throws(ItemError) {
        guard let timestamp = fields.take("timestamp") else {
            throw ItemError(key: "timestamp", "is missing")
        }
        if timestamp.object == nil {
            var whole = try ItemFields(
                .object([.init(key: "timestamp", value: timestamp)]), zone: fields.zone)
            date = try HeartReading.date("timestamp", &whole)
        } else {
            var parts = try ItemFields(timestamp, zone: fields.zone)
            do throws(ItemError) {
                date = try HeartReading.date("start", &parts)
            } catch {
                throw error.within("timestamp")
            }
        }
        quantity = try fields.number(kind.documentedMember)
        units = HealthUnit.wireText(try fields.textIfPresent("units") ?? kind.unit)
        unknown = fields.rest
    }

    /// A number is kept with its fraction; a text is read like any date.
    private static func date(
        _ key: String, _ fields: inout ItemFields
    ) throws(ItemError) -> Double {
        guard let value = fields.take(key) else { throw ItemError(key: key, "is missing") }
        switch value {
        case .number(let number): return number.magnitude >= 1e11 ? number / 1000 : number
        case .string(let text):
            guard let date = WireDate.parse(Array(text.utf8), zone: fields.zone) else {
                throw ItemError(key: key, "is not a date")
            }
            return Double(date.seconds)
        default: throw ItemError(key: key, "is not a date")
        }
    }
}
