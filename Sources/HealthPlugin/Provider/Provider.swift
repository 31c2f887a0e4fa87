/// A data type that can be exported: what a plugin registers.
///
/// A provider reads the store, computes, and writes one record at a time. It never sees envelopes, parts,
/// checkpoints, outbox or network. It holds no state of its own: everything comes with the request.
///
/// What it must keep to (the contract kit in HealthPluginTesting checks each rule):
/// - Equal store, request and settings give equal records in equal order.
/// - The records of one stream come in the order of their dates, the streams in the order of ``streams(for:)``.
/// - A record's date decides on which local day it lies; see ``RecordSink``.
/// - Memory does not grow with the range that is asked for.
public protocol Provider: Sendable {
    var descriptor: ProviderDescriptor { get }

    /// The streams that these settings select, in the order in which they stand in a body; never empty.
    ///
    /// Each has a checkpoint of its own. Asked once per run, at the run's pinned generation.
    ///
    /// - Throws: ``SettingsError`` when the options do not fit together.
    func streams(for settings: ExportSettings, in store: any StoreReader) throws -> [ExportStream]

    /// Writes the selected records of all streams of the request into the sink.
    ///
    /// - Throws: What the store or the sink throws, unchanged.
    func export(
        _ request: ExportRequest, from store: any StoreReader, into sink: any RecordSink
    ) throws

    /// Writes the header row of a CSV file that holds these streams.
    func writeHeader(
        for streams: [ExportStream], settings: ExportSettings, to csv: inout CSVWriter)

    /// The value of the app's `automation-aggregation` header for these settings.
    func aggregation(for settings: ExportSettings) -> String
}

/// One series of records with a checkpoint of its own: a metric, or all records of a data type.
public struct ExportStream: Sendable, Equatable {
    /// Unique in the automation, stable over the years: checkpoints and ledger are kept under it.
    public var id: String
    /// The members that the envelope writes before the records of this stream, for data keys whose array
    /// holds groups (`name` and `units` of a metric); `nil` where the array holds the records themselves.
    public var group: Group?
    /// What a new row of makes this stream's records new.
    public var reads: [ProviderDescriptor.Reading]

    public struct Group: Sendable, Equatable {
        public var name: String
        public var units: String

        public init(name: String, units: String) {
            (self.name, self.units) = (name, units)
        }
    }

    public init(id: String, group: Group? = nil, reads: [ProviderDescriptor.Reading]) {
        (self.id, self.group, self.reads) = (id, group, reads)
    }
}

/// What one call of ``Provider/export(_:from:into:)`` is to write.
public struct ExportRequest: Sendable {
    /// What is wanted of one stream.
    public enum Selection: Sendable, Equatable {
        /// Records whose `start` lies in the range; buckets that overlap it, whole; nights by their date.
        case range(Range<Instant>)
        /// What arrived or left after a generation, whatever its date, but nothing before `start`.
        case since(generation: Int64, start: Instant?)
    }

    /// From ``Provider/streams(for:in:)``; the sink names a stream by its index in here.
    public var streams: [ExportStream]
    /// One for each stream.
    public var selections: [Selection]
    public var settings: ExportSettings

    public init(streams: [ExportStream], selections: [Selection], settings: ExportSettings) {
        precondition(streams.count == selections.count)
        (self.streams, self.selections, self.settings) = (streams, selections, settings)
    }
}
