/// Which samples are asked for.
public struct SampleQuery: Sendable {
    public enum Match: Sendable {
        /// `start` lies in the half-open range.
        case starting
        /// The sample and the half-open range share an instant; a sample without length counts by its start,
        /// and one that ends where the range begins does not.
        case overlapping
    }

    /// HealthKit's full identifiers; names that the store does not know select nothing.
    public var types: [String]
    public var match: Match
    public var range: Range<Instant>

    public init(types: [String], _ match: Match, _ range: Range<Instant>) {
        (self.types, self.match, self.range) = (types, match, range)
    }
}

/// One sample as it stands in the store. Names are looked up at the reader, once each.
public struct StoredSample: Sendable {
    public enum Value: Sendable, Equatable {
        case number(Double)
        /// A category value's name, or what could not be read as a number; empty: no value.
        case text(String)
    }

    public var type: Int32
    public var start: Instant
    public var end: Instant
    public var source: Int32
    public var value: Value
    public var unit: Int32
    public var device: Int32
    /// 0: none.
    public var metadata: Int32
    /// The import with which the row arrived.
    public var generation: Int64

    public init(
        type: Int32, start: Instant, end: Instant, source: Int32, value: Value, unit: Int32,
        device: Int32, metadata: Int32, generation: Int64
    ) {
        (self.type, self.start, self.end, self.source) = (type, start, end, source)
        (self.value, self.unit, self.device) = (value, unit, device)
        (self.metadata, self.generation) = (metadata, generation)
    }

    /// The number, or `nil` for text.
    public var number: Double? {
        if case .number(let number) = value { number } else { nil }
    }
}
