import HealthModel

/// What a file beside the main XML holds; it depends on nothing but its bytes.
struct CompanionFile: Sendable {
    enum Content: Sendable {
        /// `fault`: where it stopped being a route; points before are good.
        case route(RouteBuilder, badPoints: Int, fault: Int64?)
        case recording(Document, badLines: Int)
        /// It should be a recording, and is none.
        case noRecording([UInt8], badLines: Int)
        case clinical([UInt8])
        /// It is larger than anything a phone writes.
        case tooLarge
    }

    private(set) var content = Content.tooLarge
    /// Bytes that were read of it.
    private(set) var size: Int64 = 0
    /// Bytes that it takes on disk.
    private(set) var rawBytesRead: Int64 = 0

    /// Reads a route, a recording, or anything else as a clinical file.
    ///
    /// - Parameter stated: The size that the archive states, which may be wrong.
    /// - Throws: ``SourceError`` when the member is damaged.
    init(
        _ kind: MemberReport.Kind, _ stream: any ByteStream, stated: Int64, limits: ReadLimits
    ) throws {
        // No more at once than it should have, as there are thousands of small ones.
        let chunk = Int(min(Int64(limits.chunk) - 1, max(4095, stated))) + 1
        if kind == .route {
            var parser = GPXParser(limits: limits)
            var window = SlidingWindow(stream, chunk: chunk)
            try window.slide {
                parser.consume($0, at: $1, isLast: $2)
            } progress: {
            }
            size = window.bytesRead
            content = .route(
                parser.route, badPoints: parser.badPoints, fault: parser.faultOffset)
        } else if let bytes = try readAll(stream, chunk, limits) {
            content = kind == .electrocardiogram ? Self.recording(bytes) : .clinical(bytes)
        }
        rawBytesRead = stream.rawBytesRead
    }

    private static func recording(_ bytes: [UInt8]) -> Content {
        let file = RecordingFile(bytes)
        guard let document = file.document() else {
            return .noRecording(bytes, badLines: file.badLines.count)
        }
        return .recording(document, badLines: file.badLines.count)
    }

    /// The whole file, or `nil` when it is too large.
    private mutating func readAll(
        _ stream: any ByteStream, _ chunk: Int, _ limits: ReadLimits
    ) throws -> [UInt8]? {
        var bytes: [UInt8] = []
        while true {
            let filled = bytes.count
            bytes += [UInt8](repeating: 0, count: chunk)
            let got = try stream.read(into: &bytes, at: filled, count: chunk)
            bytes.removeLast(chunk - got)
            size = Int64(bytes.count)
            if got == 0 { return bytes }
            guard bytes.count <= limits.fileMax else { return nil }
        }
    }
}
