public import HealthModel
import HealthPlugin

/// Reads payloads and files of the app "Health Auto Export", and of this program: JSON, CSV, and the bodies of
/// requests that a receiver saved, each also as gzip.
///
/// Knows no data type: it cuts the files into items and rows, and the registry's providers read those. One item is in
/// memory at a time, whatever the size of the file. Nothing is kept between calls.
public struct PayloadFileReader: Sendable {
    private let options: PayloadOptions
    private let limits: ReadLimits

    public init(options: PayloadOptions) {
        self.init(options: options, limits: ReadLimits())
    }

    /// For tests that would need huge inputs otherwise.
    init(options: PayloadOptions, limits: ReadLimits) {
        (self.options, self.limits) = (options, limits)
    }

    /// Reads all files of the input in their order, and hands everything in them to `sink`.
    ///
    /// An item that cannot be read costs itself only: it becomes a reject and a counted warning. Blocks for as long
    /// as it takes: call it off the cooperative pool.
    ///
    /// - Parameter progress: Called some times a second on the same thread; what it throws ends the reading and comes
    ///   out unchanged.
    /// - Throws: ``SourceError`` when the structure of a file is broken or a single file is none of the app's, what
    ///   `sink` throws, or what `progress` throws. What the sink got before is incomplete then.
    public func read(
        _ input: PayloadInput, into sink: any ImportSink,
        progress: (ReadProgress) throws -> Void = { _ in }
    ) throws -> ReadReport {
        try withoutActuallyEscaping(progress) { progress in
            let reading = PayloadReading(
                input: input, options: options, limits: limits, sink: sink, progress: progress)
            return try reading.run()
        }
    }
}
