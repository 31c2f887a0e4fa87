import HealthOutbox

/// Collects the bytes of one body, compresses them when asked, and passes them on in large pieces.
final class BodyEncoder {
    /// Bytes before compression: what batches are measured by.
    private(set) var plainLength: Int64 = 0

    private static let pieceBytes = 64 << 10
    private let writer: (any BodyWriter)?
    private var buffer: [UInt8] = []
    private let gzip: GzipStream?

    /// - Parameter writer: `nil` counts only.
    init(_ writer: (any BodyWriter)?, compressed: Bool) throws {
        self.writer = writer
        gzip = compressed && writer != nil ? try GzipStream() : nil
        buffer.reserveCapacity(Self.pieceBytes)
    }

    func append(_ bytes: [UInt8]) throws {
        try append(bytes[...])
    }

    func append(_ bytes: ArraySlice<UInt8>) throws {
        plainLength += Int64(bytes.count)
        guard writer != nil else { return }
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.pieceBytes { try flush(isLast: false) }
    }

    /// - Returns: The body, or `nil` when there is no writer.
    func finish() throws -> StagedBody? {
        try flush(isLast: true)
        return try writer?.finish()
    }

    private func flush(isLast: Bool) throws {
        if let gzip {
            try gzip.compress(buffer, isLast: isLast) { try writer?.append($0) }
        } else if let writer, !buffer.isEmpty {
            try writer.append(buffer)
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
