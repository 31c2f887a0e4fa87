/// A provider that reads back what the app and `hae` write of its data type: items of JSON payloads and rows of
/// CSV files.
///
/// Who reads files knows no data type: it finds the provider by the data key (or asks each whether a header is
/// its own), cuts the input into items, and stores what comes back. What it must keep to:
/// - An item that is not understood is an ``ItemError`` and costs nothing but itself.
/// - Unknown keys are kept and written again, behind the known ones, sorted by code point.
/// - An item that was written by `hae` is written again the same.
public protocol PayloadReader: Provider {
    /// The member of a group that holds its items, where the data key's array holds groups (`data` of a metric);
    /// each item then comes with ``PayloadContext/group``. `nil`, the default, where the array holds items.
    var groupMember: String? { get }

    /// Reads one item of the data key's array.
    func read(_ item: JSONValue, in context: PayloadContext) throws(ItemError) -> PayloadItems

    /// Whether a file with this header holds this data type.
    func recognizes(_ header: CSVHeader) -> Bool

    /// The columns by which such a file is known, for the message about one that is not; the default names none.
    var keyColumns: [String] { get }

    /// The names of columns that are none of this data type's, for the report; the default knows all.
    func unknownColumns(of header: CSVHeader) -> [String]

    /// Reads one row of such a file.
    func read(_ row: CSVRow, in context: PayloadContext) throws(ItemError) -> PayloadItems

    /// Whether items may be buckets. Then, unless somebody said how long they are, all of a file are asked for
    /// ``groupings(of:in:)-(JSONValue,_)`` before the first is read, and what they say together
    /// (``GroupingEvidence``) is the ``PayloadContext/grouping``. The default is that none are.
    var hasBuckets: Bool { get }

    /// The groupings on whose bucket starts an item lies; `nil`, the default, for items that are no buckets: events,
    /// nights, single samples, and what cannot be read.
    func groupings(of item: JSONValue, in context: PayloadContext) -> Set<Grouping>?

    /// The same for a row.
    func groupings(of row: CSVRow, in context: PayloadContext) -> Set<Grouping>?
}

extension PayloadReader {
    public var groupMember: String? { nil }

    public var hasBuckets: Bool { false }

    public var keyColumns: [String] { [] }

    public func groupings(of item: JSONValue, in context: PayloadContext) -> Set<Grouping>? { nil }

    public func groupings(of row: CSVRow, in context: PayloadContext) -> Set<Grouping>? { nil }

    public func unknownColumns(of header: CSVHeader) -> [String] { [] }
}

extension ProviderRegistry {
    /// The provider that reads the items of a key of `data`.
    public func reader(forDataKey key: String) -> (any PayloadReader)? {
        provider(forDataKey: key) as? any PayloadReader
    }

    /// The provider that reads the rows of a file with this header.
    public func reader(for header: CSVHeader) -> (any PayloadReader)? {
        for case let reader as any PayloadReader in providers where reader.recognizes(header) {
            return reader
        }
        return nil
    }
}
