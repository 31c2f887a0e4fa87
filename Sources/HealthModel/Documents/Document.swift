/// Something that is more than one value, stored as it was read: a workout, a correlation, an activity
/// summary, a recording, an item of a payload, an element that nobody knows.
public struct Document: Sendable {
    /// How ``body`` is to be read.
    public enum Form: String, Sendable, CaseIterable {
        /// The JSON of an ``ArchiveNode``: one element of the archive with all that is in it.
        case element
        /// One JSON object of the app's payload.
        case item
        /// The bytes of a file of the archive, unchanged.
        case file
    }

    /// The element's name (`Workout`, `Correlation`, `ActivitySummary`, `Audiogram`, …), a file's kind
    /// (`ECG`, `Route`, `ClinicalFile`), or the data key of a payload (`stateOfMind`, `metrics`, …).
    public var kind: String
    /// What makes two documents of one kind the same; the reader that made the document decides. A
    /// newer body under the same (kind, form, key) replaces an older one.
    public var key: String
    /// Other keys by which the same thing is known, for example an id that a payload gave it.
    public var aliases: [String]
    public var form: Form
    /// Both absent for what has no place in time.
    public var start: Instant?
    public var end: Instant?
    /// Empty when unknown.
    public var source: String
    public var body: [UInt8]
    /// Packed points that belong to the document: a route, voltages, heartbeats. May be empty.
    public var series: [Series]

    public init(
        kind: String, key: String, aliases: [String] = [], form: Form, start: Instant? = nil,
        end: Instant? = nil, source: String = "", body: [UInt8], series: [Series] = []
    ) {
        (self.kind, self.key, self.aliases, self.form) = (kind, key, aliases, form)
        (self.start, self.end, self.source) = (start, end, source)
        (self.body, self.series) = (body, series)
    }
}

/// A run of points of a document, packed by the module that reads them.
public struct Series: Sendable {
    /// `route`, `voltages`, `heartbeats`, …
    public var name: String
    public var count: Int
    /// Little-endian, fixed width per point; the reader of the kind documents the layout.
    public var bytes: [UInt8]

    public init(name: String, count: Int, bytes: [UInt8]) {
        (self.name, self.count, self.bytes) = (name, count, bytes)
    }
}
