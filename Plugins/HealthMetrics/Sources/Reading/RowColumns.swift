import HealthPlugin

/// The metrics that a wide CSV file has columns of. Section 11.3 of the wire format.
struct RowColumns {
    struct Entry {
        var group: MetricGroup
        /// The titles of its columns without unit, in the catalogue's order; `nil` for one that the file lacks.
        var titles: [String?]
    }

    static let dateTitles = ["Date/Time", "Date"]

    let dateTitle: String
    let entries: [Entry]
    /// Names of columns that are neither the date nor a metric's.
    let unknown: [String]

    /// The columns of a header; looked for once a file.
    static func of(_ header: CSVHeader) -> RowColumns? {
        header.finding(RowColumns?.self, RowColumns.init)
    }

    /// `nil` where the header is not that of health metrics: no date, or no column of a metric.
    init?(_ header: CSVHeader) {
        guard let first = header.columns.first,
            let title = Self.dateTitles.first(where: {
                Catalogue.normalized($0) == Catalogue.normalized(first.name)
            })
        else { return nil }
        dateTitle = title
        var found: [Int: Entry] = [:]
        var order: [Int] = []
        var unknown: [String] = []
        for column in header.columns.dropFirst() {
            guard let place = Self.places[Catalogue.normalized(column.name)],
                let unit = column.unit ?? Catalogue.metrics[place.metric].onlyUnit
            else {
                unknown.append(column.name)
                continue
            }
            if found[place.metric] == nil { order.append(place.metric) }
            let metric = Catalogue.metrics[place.metric]
            var entry =
                found[place.metric]
                ?? Entry(
                    group: MetricGroup(metric, units: unit),
                    titles: Array(repeating: nil, count: CSVColumns(metric.shape).titles.count))
            entry.titles[place.column] = column.name
            found[place.metric] = entry
        }
        guard !order.isEmpty else { return nil }
        entries = order.compactMap { found[$0] }
        self.unknown = unknown
    }

    /// By normalized title: the metric's place in the catalogue, and which of its columns it is.
    private static let places: [String: (metric: Int, column: Int)] = {
        var places: [String: (metric: Int, column: Int)] = [:]
        for (index, metric) in Catalogue.metrics.enumerated() {
            for (column, title) in CSVColumns(metric.shape).titles.enumerated() {
                places[Catalogue.normalized(metric.displayName + title)] = (index, column)
            }
        }
        return places
    }()
}
