public import HealthModel

/// Reads an Apple Health archive: `export.zip`, the folder that it unpacks to, the bare XML, or XML on standard
/// input; with the routes, recordings and clinical files that stand beside the XML.
///
/// One pass, in bounded memory whatever the size: about two megabytes and what the sink holds. Rows and documents are handed
/// over in the order of the file. Nothing is kept between calls.
public struct ArchiveReader: Sendable {
    private let options: ArchiveOptions
    private let limits: ReadLimits

    public init(options: ArchiveOptions = ArchiveOptions()) {
        self.init(options: options, limits: ReadLimits())
    }

    /// For tests that would need huge inputs otherwise.
    init(options: ArchiveOptions = ArchiveOptions(), limits: ReadLimits) {
        (self.options, self.limits) = (options, limits)
    }

    /// Reads `input` and hands everything in it to `sink`.
    ///
    /// Blocks for as long as it takes: call it off the cooperative pool.
    ///
    /// - Parameter progress: Called some times a second on the same thread; what it throws ends the reading and comes out
    ///   unchanged, which is how to cancel.
    /// - Throws: ``SourceError``, what `sink` throws, or what `progress` throws. What the sink got before is incomplete then.
    public func read(
        _ input: ArchiveInput, into sink: any ImportSink,
        progress: (ReadProgress) throws -> Void = { _ in }
    ) throws -> ReadReport {
        let archive = try ArchiveOpener(limits: limits, salvage: options.salvage).open(input)
        let catalogue = try MemberCatalogue(
            of: archive, name: input.name, mainMember: options.mainMember)
        let reading = ArchiveReading(
            archive: archive, catalogue: catalogue, name: input.name, options: options,
            limits: limits, sink: sink)
        return try reading.run(progress)
    }
}
