import HealthPlugin

/// The voltages of an item, in mcV, and their dates where the rule start + i / frequency does not give them.
///
/// Dates are seconds since 1970, or since 2001 where only that lies near the start. Those that are texts have
/// whole seconds only and say less than the rule. Unknown members of a voltage are dropped.
struct VoltageList {
    private(set) var voltages: [Double] = []
    private(set) var dates: [Double]?

    /// Seconds from 1970 to 2001.
    private static let base2001 = 978_307_200.0
    private static let day = 86_400.0
    private static let unit = "mcV"

    init(
        _ value: JSONValue, start: Instant, frequency: Double?, zone: ZoneTable
    ) throws(ItemError) {
        guard let items = value.array else {
            throw ItemError(key: "voltageMeasurements", "is not an array")
        }
        voltages.reserveCapacity(items.count)
        var dates: [Double] = []
        var hasTexts = false
        var known = (unit: VoltageList.unit, conversion: UnitConversion.same)
        for (index, item) in items.enumerated() {
            guard let voltage = item["voltage"]?.number else {
                throw VoltageList.error(index, "voltage", "is not a number")
            }
            let unit = item["units"]?.string ?? VoltageList.unit
            if unit != known.unit {
                let conversion = UnitConversion(
                    from: HealthUnit.wireText(unit), to: VoltageList.unit)
                guard let conversion else {
                    throw VoltageList.error(index, "units", "is not a unit of voltage")
                }
                known = (unit, conversion)
            }
            voltages.append(known.conversion(voltage))
            switch item["date"] {
            case .number(let number): dates.append(number)
            case .string: hasTexts = true
            default: throw VoltageList.error(index, "date", "is not a date")
            }
        }
        guard !hasTexts else { return }
        let first = Double(start.seconds)
        VoltageList.rebase(&dates, to: first)
        if !VoltageList.follows(dates, first, frequency) { self.dates = dates }
    }

    private static func rebase(_ dates: inout [Double], to start: Double) {
        guard let first = dates.first, (first - start).magnitude > day,
            (first + base2001 - start).magnitude <= day
        else { return }
        for index in dates.indices { dates[index] += base2001 }
    }

    private static func follows(_ dates: [Double], _ start: Double, _ frequency: Double?) -> Bool {
        guard let frequency, frequency > 0 else { return dates.isEmpty }
        // Doubles of this size are 2.4e-7 apart.
        return dates.enumerated().allSatisfy { index, date in
            (date - (start + Double(index) / frequency)).magnitude < 1e-6
        }
    }

    private static func error(_ index: Int, _ key: String, _ problem: String) -> ItemError {
        ItemError(key: "voltageMeasurements[\(index)].\(key)", problem)
    }
}
