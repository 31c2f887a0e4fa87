/// What a provider may ask of the local store, all of it at one pinned generation.
///
/// A row is seen when it had arrived by ``generation`` and had not left by then; what other processes import
/// meanwhile is not seen. Reading is paged inside: a body closure may ask the reader further questions, and no
/// transaction stays open while it runs. Used by one thread at a time.
///
/// Errors are those of the storage (I/O, a damaged file); a closure's own error ends the query and comes out
/// unchanged.
public protocol StoreReader: AnyObject {
    /// The newest import that this reader sees.
    var generation: Int64 { get }

    /// Types that have at least one row at this generation, by name.
    func types() throws -> [TypeSummary]

    /// Passes the samples that a query selects, in the order (start, end, source name's id, value);
    /// several types of one query are merged in that order.
    func samples(_ query: SampleQuery, _ body: (StoredSample) throws -> Void) throws

    /// Passes the extents of the rows of `types` that arrived or left after `position` and up to
    /// this generation, ordered by start. One extent may be passed more than once.
    func arrivals(
        of types: [String], since position: Int64, _ body: (Extent) throws -> Void
    ) throws

    /// The earliest start and the latest end of all rows of `types` and documents of `kinds` that arrived
    /// or left after `position` and up to this generation; `nil` when there is none. Cheap: a run asks it of
    /// each of its streams before it looks at any row.
    func extentOfArrivals(
        types: [String], documents kinds: [String], since position: Int64
    ) throws -> Extent?

    /// The unit of the sample of these types that is newest by start, or `nil` when there is none.
    func newestUnit(of types: [String]) throws -> String?

    /// Passes documents of the given kinds in the order (start, kind, key); those without a start come first.
    func documents(_ query: DocumentQuery, _ body: (StoredDocument) throws -> Void) throws

    /// The points of a document's series, in chunks, in order.
    func series(_ name: String, of document: Int64, _ body: ([UInt8]) throws -> Void) throws

    /// The name of a source; the empty text when the archive gave none.
    func sourceName(_ source: Int32) throws -> String
    /// HealthKit's full identifier.
    func typeName(_ type: Int32) throws -> String
    func unitName(_ unit: Int32) throws -> String
    /// The device description, empty when there is none.
    func deviceText(_ device: Int32) throws -> String
    /// The metadata of a set in canonical order; empty for set 0.
    func metadata(_ metadata: Int32) throws -> [(key: String, value: String)]
}

/// The part of the time line that something covers; both ends belong to it, as a sample may have no length.
public struct Extent: Sendable, Hashable, BitwiseCopyable {
    public var start: Instant
    public var end: Instant

    public init(start: Instant, end: Instant) {
        (self.start, self.end) = (start, end)
    }
}

/// What the store holds of one type.
public struct TypeSummary: Sendable {
    public var name: String
    public var samples: Int
    public var first: Instant
    /// The latest start.
    public var last: Instant
    public var sources: [String]

    public init(name: String, samples: Int, first: Instant, last: Instant, sources: [String]) {
        (self.name, self.samples, self.first, self.last, self.sources) =
            (name, samples, first, last, sources)
    }
}
