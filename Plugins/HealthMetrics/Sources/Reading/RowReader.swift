import HealthPlugin

/// Reads a row of a wide CSV file: an aggregated point of each metric that has a cell in it.
struct RowReader {
    let columns: RowColumns
    let context: PayloadContext

    func items(of row: CSVRow) throws(ItemError) -> PayloadItems {
        let date = try row.date(columns.dateTitle)
        var items = PayloadItems()
        for entry in columns.entries {
            guard let content = try content(entry, in: row) else { continue }
            let (grouping, bucket) = bucket(at: date, of: entry.group.metric)
            items.documents.append(
                BucketDocument(
                    grouping: grouping, bucket: bucket, units: entry.group.units,
                    content: content.mapNumbers(entry.group.stored), source: "", isRow: true
                ).document(of: entry.group.metric))
        }
        return items
    }

    /// See ``PayloadReader/groupings(of:in:)``. All metrics of a row have one grouping.
    func groupings(of row: CSVRow) -> Set<Grouping>? {
        guard let date = try? row.date(columns.dateTitle), let entry = columns.entries.first else {
            return nil
        }
        return PointGrouping(context, isCSV: true).candidates(at: date, of: entry.group.metric)
    }

    /// A night stands in the row of its date, whatever is finer than a day.
    private func bucket(at date: Instant, of metric: Metric) -> (Grouping, Range<Instant>) {
        let found = PointGrouping(context, isCSV: true).bucket(at: date, of: metric)
        guard metric.shape == .sleep, [.seconds, .minutes, .hours].contains(found.grouping) else {
            return found
        }
        return (
            .days, Buckets(zone: context.zone, grouping: .days).range(containing: date)
        )
    }

    /// `nil` where all cells of the metric are empty.
    private func content(
        _ entry: RowColumns.Entry, in row: CSVRow
    ) throws(ItemError) -> MetricPoint.Content? {
        var cells: [Double?] = []
        for title in entry.titles {
            var cell: Double?
            if let title { cell = try row.numberIfPresent(title) }
            cells.append(cell)
        }
        guard cells.contains(where: { $0 != nil }) else { return nil }
        func cell(_ index: Int) throws(ItemError) -> Double {
            guard let number = cells[index] else {
                throw ItemError(
                    key: entry.titles[index] ?? entry.group.metric.displayName, "is missing")
            }
            return number
        }
        switch entry.group.metric.shape {
        case .heartRate:
            return .heartRate(minimum: try cell(0), average: try cell(2), maximum: try cell(1))
        case .bloodPressure:
            return .bloodPressure(systolic: try cell(0), diastolic: try cell(1))
        case .bloodGlucose: return .worded(try cell(0), key: "mealTime", word: nil)
        case .insulin: return .worded(try cell(0), key: "reason", word: nil)
        case .sexualActivity:
            return .sexualActivity(
                unspecified: cells[0] ?? 0, protected: cells[1] ?? 0, unprotected: cells[2] ?? 0)
        case .sleep:
            var figures = NightFigures()
            for (place, number) in zip(NightFigures.columns, cells) {
                figures.hours[place] = number
            }
            return .night(figures)
        case .standard, .wristTemperature, .event, .standHour, .mindfulMinutes:
            return .quantity(try cell(0))
        }
    }
}
