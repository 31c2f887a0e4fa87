/// One measurement as it travels from a reader to the store; texts are indices into its batch's table.
///
/// Identity is (type, start, end, source, value). Unit, device and metadata are carried along.
public struct SampleRow: Sendable, BitwiseCopyable {
    /// HealthKit's full type identifier, for example `HKQuantityTypeIdentifierStepCount`.
    public var type: Int32
    public var source: Int32
    /// Empty text when the archive gives none (category types).
    public var unit: Int32
    /// The device description without its pointer; empty text when there is none.
    public var device: Int32
    /// The canonical metadata set (see ``MetadataSet``); empty text when there is none.
    public var metadata: Int32
    /// The value as text, for categories and for whatever is not a finite number; meaningless when
    /// ``isNumber``. Empty text: no value.
    public var text: Int32
    public var start: Instant
    /// Never absent: a missing end equals the start.
    public var end: Instant
    public var number: Double
    public var isNumber: Bool

    public init(
        type: Int32, start: Instant, end: Instant, source: Int32, number: Double, unit: Int32 = 0,
        device: Int32 = 0, metadata: Int32 = 0
    ) {
        (self.type, self.start, self.end, self.source) = (type, start, end, source)
        (self.number, self.isNumber, self.text) = (number, true, 0)
        (self.unit, self.device, self.metadata) = (unit, device, metadata)
    }

    public init(
        type: Int32, start: Instant, end: Instant, source: Int32, text: Int32, unit: Int32 = 0,
        device: Int32 = 0, metadata: Int32 = 0
    ) {
        (self.type, self.start, self.end, self.source) = (type, start, end, source)
        (self.number, self.isNumber, self.text) = (0, false, text)
        (self.unit, self.device, self.metadata) = (unit, device, metadata)
    }
}

/// Rows with the texts that they name. A reader fills one, hands it over, and starts another.
public struct SampleBatch: Sendable {
    /// In the order of the input.
    public var rows: [SampleRow] = []
    public var texts = TextTable()

    public init() {}
}
