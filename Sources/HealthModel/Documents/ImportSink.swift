/// Where a reader puts what it reads. The store implements it; the pipeline puts a queue between.
///
/// Calls come from one thread. A call may block until there is room: that is the back-pressure which keeps
/// memory bounded. What it throws ends the reading and comes out of the reader unchanged.
public protocol ImportSink: AnyObject {
    /// Says when the archive was made, before anything else is added; payloads say nothing.
    func begin(exportDate: Instant) throws
    /// Takes the rows of one batch; the caller starts a new one.
    func add(_ batch: SampleBatch) throws
    func add(_ document: Document) throws
    func add(_ reject: Reject) throws
}

extension ImportSink {
    /// For sinks that do not care.
    public func begin(exportDate: Instant) {}
}

/// What could not be understood, kept as it stood.
public struct Reject: Sendable {
    /// The most raw bytes that are kept of one reject.
    public static let rawMax = 4096

    /// The element's or file's name.
    public var kind: String
    /// The member of the archive, or the file's name.
    public var file: String
    /// The byte offset of its first byte in the uncompressed file.
    public var offset: Int64
    /// Why, in a phrase that names elements and attributes and never a value.
    public var reason: String
    /// At most ``rawMax`` bytes.
    public var raw: [UInt8]

    public init(kind: String, file: String, offset: Int64, reason: String, raw: [UInt8]) {
        (self.kind, self.file, self.offset, self.reason) = (kind, file, offset, reason)
        self.raw = Array(raw.prefix(Self.rawMax))
    }
}
