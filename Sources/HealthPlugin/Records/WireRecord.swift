/// One record of a data type as the wire knows it, wherever it came from.
///
/// The same type reads payloads, stands in the store (a document's body is the record's own JSON with dates in
/// UTC, see ``RecordForm/stored``) and is written again, so that what is read and what is written cannot differ.
public protocol WireRecord: Sendable {
    /// The titles of the CSV columns, in their order.
    static var columns: [String] { get }
    /// The columns by which a file of this data type is known; others may be missing.
    static var keyColumns: [String] { get }

    /// Decides the record's place and local day.
    var start: Instant { get }
    /// The last instant that the record covers; `nil` when it has none.
    var end: Instant? { get }
    /// `nil` when unknown, and for types whose records name none.
    var source: String? { get }
    /// What makes two records the same thing, but for their sources; its order is that of records of one start.
    var identity: String { get }
    /// The identity of the document that a payload's record becomes; its identity with its source, unless the
    /// record knows better.
    var key: String { get }
    /// Other keys of the same thing.
    var aliases: [String] { get }
    /// Points that the stored form keeps beside the body.
    var series: [Series] { get }

    /// Reads the object of a payload, or the body of a document. What is left in the fields is unknown.
    init(_ fields: inout ItemFields) throws(ItemError)
    init(_ row: CSVRow) throws(ItemError)

    /// Whether the other one, of equal identity, is the same thing.
    func isSame(as other: Self) -> Bool
    /// Takes from a record of the same thing what this one lacks.
    mutating func absorb(_ other: Self)

    func write(to json: inout JSONWriter, as form: RecordForm, _ dates: inout DateWriter)
    /// Writes the cells of the row, without its end.
    func write(to csv: inout CSVWriter, _ dates: inout DateWriter)
}

/// For whom a record is written.
public enum RecordForm: Sendable {
    /// A receiver.
    case wire
    /// The store: what the wire leaves out is kept, what ``WireRecord/series`` holds is left out.
    case stored
}

extension WireRecord {
    public var key: String { [identity, source ?? ""].joined(separator: "\n") }
    public var aliases: [String] { [] }
    public var series: [Series] { [] }

    /// Sources that are both known have to be equal.
    public func isSame(as other: Self) -> Bool {
        guard let source, let other = other.source else { return true }
        return source == other
    }

    /// The document that keeps a record of a payload.
    public func document(kind: String) -> Document {
        var (json, dates) = (JSONWriter(), DateWriter(zone: .utc))
        write(to: &json, as: .stored, &dates)
        return Document(
            kind: kind, key: key, aliases: aliases, form: .item, start: start, end: end,
            source: source ?? "", body: json.bytes, series: series)
    }
}
