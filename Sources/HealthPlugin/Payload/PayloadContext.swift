/// What is known of the payload or file around an item.
public struct PayloadContext: Sendable {
    /// Where dates without an offset are local time.
    public var zone: ZoneTable
    /// How long the buckets of aggregated points are: as somebody said, else what ``GroupingEvidence`` finds by
    /// looking at all points of the file (``PayloadReader/hasBuckets``); `nil` where there are none.
    public var grouping: Grouping?
    /// The first day of the buckets of weeks.
    public var weekStart = WeekStart.monday
    /// Names of groups that the configuration changed (`metric_names`), as they stand in the file, with the names
    /// of the catalogue.
    public var metricNames: [String: String] = [:]
    /// Whether points are single samples.
    public var isDisaggregated: Bool
    /// The members of the group that holds the item, without its items; an object. `nil` where the data
    /// key's array holds the items themselves.
    public var group: JSONValue?

    public init(
        zone: ZoneTable, grouping: Grouping? = nil, isDisaggregated: Bool = false,
        group: JSONValue? = nil
    ) {
        (self.zone, self.grouping) = (zone, grouping)
        (self.isDisaggregated, self.group) = (isDisaggregated, group)
    }
}
