/// One measurement that a payload brings, in the words of an archive.
public struct PayloadSample: Sendable, Equatable {
    /// HealthKit's full identifier.
    public var type: String
    public var start: Instant
    public var end: Instant
    /// Empty when unknown.
    public var source: String
    /// Percent values are fractions; categories are full constants such as `HKCategoryValueSleepAnalysisAsleepREM`.
    public var value: StoredSample.Value
    /// Empty for categories.
    public var unit: String
    /// HealthKit's keys, as archives write them.
    public var metadata: [Pair]

    public struct Pair: Sendable, Hashable {
        public var key: String
        public var value: String

        public init(key: String, value: String) {
            (self.key, self.value) = (key, value)
        }
    }

    public init(
        type: String, start: Instant, end: Instant, source: String, value: StoredSample.Value,
        unit: String = "", metadata: [Pair] = []
    ) {
        (self.type, self.start, self.end, self.source) = (type, start, end, source)
        (self.value, self.unit, self.metadata) = (value, unit, metadata)
    }
}

extension SampleBatch {
    /// Adds a measurement of a payload.
    public mutating func add(_ sample: PayloadSample) {
        let pairs = sample.metadata.map { (key: $0.key, value: $0.value) }
        let type = texts.intern(sample.type)
        let source = texts.intern(sample.source)
        let unit = texts.intern(sample.unit)
        let metadata = texts.intern(MetadataSet.encode(pairs).span)
        switch sample.value {
        case .number(let number):
            rows.append(
                SampleRow(
                    type: type, start: sample.start, end: sample.end, source: source,
                    number: number, unit: unit, metadata: metadata))
        case .text(let text):
            rows.append(
                SampleRow(
                    type: type, start: sample.start, end: sample.end, source: source,
                    text: texts.intern(text), unit: unit, metadata: metadata))
        }
    }
}
