import HealthPlugin

/// One element of a metric over time, in either version's shape.
struct SeriesPoint: Sendable {
    var date: Instant
    /// `nil` for heart rates of version 2.
    var quantity: Double?
    var minimum: Double?
    var average: Double?
    var maximum: Double?
    var unit: String
    var source: String?
    var unknown: [JSONValue.Member] = []

    /// Heart rates of both versions have a mean.
    var mean: Double? { quantity ?? average }

    func converted(to target: String) -> SeriesPoint {
        guard let conversion = UnitConversion(from: unit, to: target) else { return self }
        var point = self
        (point.quantity, point.unit) = (quantity.map { conversion($0) }, target)
        point.minimum = minimum.map { conversion($0) }
        point.average = average.map { conversion($0) }
        point.maximum = maximum.map { conversion($0) }
        return point
    }

    func write(
        to json: inout JSONWriter, isHeartRate: Bool, version: Int, _ dates: inout DateWriter
    ) {
        json.object {
            $0.date("date", date, &dates)
            switch (isHeartRate, version) {
            case (true, 1):
                $0.number("qty", mean)
                $0.string("units", unit == "count/min" ? "bpm" : unit)
            case (true, _):
                $0.number("Min", minimum ?? mean)
                $0.number("Avg", mean)
                $0.number("Max", maximum ?? mean)
                $0.string("units", unit)
                $0.string("source", source)
            case (false, _):
                $0.number("qty", quantity)
                $0.string("units", unit)
                $0.string("source", source)
            }
            $0.members(unknown)
        }
    }
}

extension SeriesPoint {
    init(_ value: JSONValue, unit: String, zone: ZoneTable) throws(ItemError) {
        var fields = try ItemFields(value, zone: zone)
        date = try fields.date("date")
        quantity = try fields.numberIfPresent("qty")
        minimum = try fields.numberIfPresent("Min")
        average = try fields.numberIfPresent("Avg")
        maximum = try fields.numberIfPresent("Max")
        self.unit = HealthUnit.wireText(try fields.textIfPresent("units") ?? unit)
        source = try fields.textIfPresent("source")
        unknown = fields.rest
        guard mean != nil else { throw ItemError("has no number") }
    }
}
