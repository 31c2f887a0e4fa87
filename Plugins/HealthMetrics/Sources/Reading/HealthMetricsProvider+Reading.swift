public import HealthPlugin

/// Reading back: the metrics of JSON payloads and the wide CSV files. Sections 1.6, 3 and 11.3 of the wire format.
extension HealthMetricsProvider: PayloadReader {
    public var groupMember: String? { "data" }
    public var hasBuckets: Bool { true }
    public var keyColumns: [String] { ["Date/Time", "Step Count (count)", "Heart Rate [Min]"] }

    public func read(
        _ item: JSONValue, in context: PayloadContext
    ) throws(ItemError) -> PayloadItems {
        guard let group = try MetricGroup(context) else { return PayloadItems() }
        return try PointReader(group: group, context: context).items(of: item)
    }

    public func groupings(of item: JSONValue, in context: PayloadContext) -> Set<Grouping>? {
        guard let group = try? MetricGroup(context) else { return nil }
        return PointReader(group: group, context: context).groupings(of: item)
    }

    public func recognizes(_ header: CSVHeader) -> Bool {
        RowColumns.of(header) != nil
    }

    public func unknownColumns(of header: CSVHeader) -> [String] {
        RowColumns.of(header)?.unknown ?? []
    }

    public func read(
        _ row: CSVRow, in context: PayloadContext
    ) throws(ItemError) -> PayloadItems {
        guard let columns = RowColumns.of(row.header) else {
            throw ItemError("stands in no file of health metrics")
        }
        return try RowReader(columns: columns, context: context).items(of: row)
    }

    public func groupings(of row: CSVRow, in context: PayloadContext) -> Set<Grouping>? {
        RowColumns.of(row.header).flatMap {
            RowReader(columns: $0, context: context).groupings(of: row)
        }
    }
}
