/// Which documents are asked for. Conditions that are absent select everything.
public struct DocumentQuery: Sendable {
    public var kinds: [String]
    /// `start` in the half-open range.
    public var starting: Range<Instant>?
    /// Arrived, or left, after this generation; documents that left are passed with ``StoredDocument/isGone``.
    public var since: Int64?

    public init(kinds: [String], starting: Range<Instant>? = nil, since: Int64? = nil) {
        (self.kinds, self.starting, self.since) = (kinds, starting, since)
    }
}

/// A document as it stands in the store.
public struct StoredDocument: Sendable {
    /// The row's number, for ``StoreReader/series(_:of:_:)``.
    public var id: Int64
    public var kind: String
    public var key: String
    public var aliases: [String]
    public var form: Document.Form
    public var start: Instant?
    public var end: Instant?
    public var source: String
    public var generation: Int64
    public var isGone: Bool
    public var body: [UInt8]
    /// Names and point counts of the series that belong to it.
    public var series: [(name: String, count: Int)]

    public init(
        id: Int64, kind: String, key: String, aliases: [String], form: Document.Form,
        start: Instant?,
        end: Instant?, source: String, generation: Int64, isGone: Bool, body: [UInt8],
        series: [(name: String, count: Int)]
    ) {
        (self.id, self.kind, self.key, self.aliases, self.form) = (id, kind, key, aliases, form)
        (self.start, self.end, self.source, self.generation) = (start, end, source, generation)
        (self.isGone, self.body, self.series) = (isGone, body, series)
    }
}
