/// The text of a small export.xml: every ten minutes of some days a step sample, invented throughout.
struct SmallExport {
    /// Of 2026.
    var month = 3
    /// Days of the month, UTC.
    var days = 1...3
    /// Further records, as elements.
    var more: [String] = []
    /// The day of the month on which it was exported.
    var exported = 10

    var text: String {
        let records = days.flatMap { day in
            (0..<24).flatMap { hour in
                (0..<6).map {
                    Self.steps(
                        day: day, hour: hour, minute: $0 * 10, count: hour + 1, month: month)
                }
            }
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <HealthData locale="en_GB">
             <ExportDate value="\(Self.date(day: exported, hour: 12, minute: 0, month: month))"/>
            \((records + more).joined(separator: "\n"))
            </HealthData>

            """
    }

    /// One record that lasts five minutes.
    static func steps(
        day: Int, hour: Int, minute: Int, count: Int, month: Int = 3
    ) -> String {
        let (start, end) = (
            date(day: day, hour: hour, minute: minute, month: month),
            date(day: day, hour: hour, minute: minute + 5, month: month)
        )
        return " <Record type=\"HKQuantityTypeIdentifierStepCount\" sourceName=\"iPhone\""
            + " unit=\"count\" creationDate=\"\(end)\" startDate=\"\(start)\" endDate=\"\(end)\""
            + " value=\"\(count)\"/>"
    }

    private static func date(day: Int, hour: Int, minute: Int, month: Int) -> String {
        "2026-\(two(month))-\(two(day)) \(two(hour)):\(two(minute)):00 +0000"
    }

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
