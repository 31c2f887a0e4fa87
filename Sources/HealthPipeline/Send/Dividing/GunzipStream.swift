import CZlib

/// Takes a gzip member apart, piece by piece.
///
/// `@safe`: it owns the pointer, which lives as long as it does.
@safe final class GunzipStream {
    private(set) var hasEnded = false
    private let stream: UnsafeMutablePointer<z_stream>

    /// - Throws: When there is no memory for it.
    init() throws {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        // 15 bits of window, plus 16 for the gzip frame.
        let code = unsafe inflateInit2_(
            stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else {
            unsafe stream.deallocate()
            throw GzipStream.Failure(code: code)
        }
    }

    deinit {
        _ = unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// Inflates the bytes and passes on what has come out, in pieces of at most 64 KiB.
    ///
    /// - Throws: ``NotOurBody`` for what is no gzip member, or lies behind its end.
    func inflate(_ bytes: [UInt8], _ output: ([UInt8]) throws -> Void) throws {
        guard !hasEnded else { throw NotOurBody() }
        var input = bytes
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        try unsafe input.withUnsafeMutableBufferPointer { source in
            unsafe stream.pointee.next_in = source.baseAddress
            unsafe stream.pointee.avail_in = UInt32(source.count)
            while true {
                let (code, produced) = unsafe piece.withUnsafeMutableBufferPointer { target in
                    unsafe stream.pointee.next_out = target.baseAddress
                    unsafe stream.pointee.avail_out = UInt32(target.count)
                    let code = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
                    return unsafe (code, target.count - Int(stream.pointee.avail_out))
                }
                hasEnded = code == Z_STREAM_END
                guard hasEnded || code == Z_OK || code == Z_BUF_ERROR else { throw NotOurBody() }
                if produced > 0 { try output(Array(piece[..<produced])) }
                if hasEnded || produced < piece.count { break }
            }
            guard unsafe stream.pointee.avail_in == 0 else { throw NotOurBody() }
        }
    }
}
