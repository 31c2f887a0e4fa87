import CZlib

/// A gzip member made piece by piece with zlib at its default level.
///
/// The header carries no time and no name, so that equal bytes give equal bytes.
@safe final class GzipStream {
    struct Failure: Error, CustomStringConvertible {
        var code: Int32
        var description: String { "zlib refused to compress a body (code \(code))." }
    }

    private let stream: UnsafeMutablePointer<z_stream>

    init() throws {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        // 15 bits of window, plus 16 for the gzip frame; 8 is zlib's default for memory.
        let code = unsafe deflateInit2_(
            stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY,
            ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else {
            unsafe stream.deallocate()
            throw Failure(code: code)
        }
    }

    deinit {
        _ = unsafe deflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// Compresses the bytes and passes on what has come out, in pieces of at most 64 KiB.
    func compress(
        _ bytes: [UInt8], isLast: Bool, _ output: ([UInt8]) throws -> Void
    ) throws {
        var input = bytes
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        let flush = isLast ? Z_FINISH : Z_NO_FLUSH
        try unsafe input.withUnsafeMutableBufferPointer { source in
            unsafe stream.pointee.next_in = source.baseAddress
            unsafe stream.pointee.avail_in = UInt32(source.count)
            while true {
                let (code, produced) = unsafe piece.withUnsafeMutableBufferPointer { target in
                    unsafe stream.pointee.next_out = target.baseAddress
                    unsafe stream.pointee.avail_out = UInt32(target.count)
                    let code = unsafe deflate(stream, flush)
                    return unsafe (code, target.count - Int(stream.pointee.avail_out))
                }
                guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else {
                    throw Failure(code: code)
                }
                if produced > 0 { try output(Array(piece[..<produced])) }
                if code == Z_STREAM_END || (!isLast && produced < piece.count) { return }
            }
        }
    }
}
