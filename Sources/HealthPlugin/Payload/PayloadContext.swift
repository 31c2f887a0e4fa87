/// What is known of the payload or file around an item.
public struct PayloadContext: Sendable {
    /// Where dates without an offset are local time.
    public var zone: ZoneTable
    /// How long the buckets of aggregated points are: as somebody said, else found by looking at all points of the
    /// file (``PayloadReader/hasBuckets``); `nil` where there are none.
    public var grouping: Grouping?
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
