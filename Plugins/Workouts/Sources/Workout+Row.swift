public import HealthPlugin

extension Workout {
    public init(_ row: CSVRow) throws(ItemError) {
        if let older = row.textIfPresent("Workout Type") {
            name = older
        } else {
            name = try row.text("Type")
        }
        activity = WorkoutType.tail(named: name)
        start = try row.date("Start")
        end = try row.dateIfPresent("End")
        duration = try Workout.seconds(row.textIfPresent("Duration"))
        for column in WorkoutColumns.figures + WorkoutColumns.olderFigures {
            for title in [column.title, column.olderTitle].compactMap(\.self) {
                guard let number = try row.numberIfPresent(title) else { continue }
                let unit = row.header.place(of: title).flatMap { row.header.columns[$0].unit }
                figures[column.field] = Quantity(number, unit ?? column.field.units.metric)
            }
        }
    }

    public func write(to csv: inout CSVWriter, _ dates: inout DateWriter) {
        csv.cell(name)
        for date in [start, end ?? start] {
            csv.plainCell { dates.append(date, as: .localMinutes, to: &$0) }
        }
        csv.cell(Workout.clock(length))
        for column in WorkoutColumns.figures { csv.cell(figures[column.field]?.number) }
    }

    /// `00:45:00`; hours go on beyond 99.
    private static func clock(_ seconds: Double) -> String {
        guard let whole = Int(exactly: seconds.rounded()), whole >= 0 else { return "" }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return [whole / 3600, whole / 60 % 60, whole % 60].map(two).joined(separator: ":")
    }

    private static func seconds(_ text: String?) throws(ItemError) -> Double? {
        guard let text else { return nil }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let hours = parts[0], let minutes = parts[1],
            let seconds = parts[2], (0...1_000_000).contains(hours), (0..<60).contains(minutes),
            (0..<60).contains(seconds)
        else { throw ItemError(key: "Duration", "is not a duration like 00:45:00") }
        return Double(hours * 3600 + minutes * 60 + seconds)
    }
}
