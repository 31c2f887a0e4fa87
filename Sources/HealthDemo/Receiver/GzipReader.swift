import CZlib

/// Decompresses a gzip body piece by piece.
@safe
struct GzipReader: ~Copyable {
    private let stream: UnsafeMutablePointer<z_stream>
    private var output = [UInt8](repeating: 0, count: 1 << 16)
    private var hasEnded = false
    private(set) var fault: String?

    init() {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        let code = unsafe inflateInit2_(
            stream, MAX_WBITS + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)
        )
        if code != Z_OK { fault = "the gzip reader could not start" }
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// Hands decompressed bytes to `emit`, as many times as it takes.
    mutating func feed(_ bytes: [UInt8], emit: ([UInt8]) throws -> Void) throws {
        var input = bytes
        var consumed = 0
        while fault == nil, consumed < input.count {
            if hasEnded {
                fault = "the gzip body has bytes behind its end"
                return
            }
            var code = Z_OK
            let count = unsafe input.withUnsafeMutableBufferPointer { source in
                unsafe output.withUnsafeMutableBufferPointer { target in
                    unsafe stream.pointee.next_in = source.baseAddress.map { unsafe $0 + consumed }
                    unsafe stream.pointee.avail_in = UInt32(source.count - consumed)
                    unsafe stream.pointee.next_out = target.baseAddress
                    unsafe stream.pointee.avail_out = UInt32(target.count)
                    code = unsafe inflate(stream, Z_NO_FLUSH)
                    consumed = unsafe source.count - Int(stream.pointee.avail_in)
                    return unsafe target.count - Int(stream.pointee.avail_out)
                }
            }
            if code == Z_STREAM_END {
                hasEnded = true
            } else if code != Z_OK, code != Z_BUF_ERROR {
                fault = "the gzip body is broken"
            }
            if count > 0 { try emit(Array(output[..<count])) }
            if count == 0, code == Z_BUF_ERROR { return }
        }
    }

    mutating func finish() {
        if fault == nil, !hasEnded { fault = "the gzip body ends too early" }
    }
}
