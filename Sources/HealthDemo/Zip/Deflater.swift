import CZlib

/// A raw deflate stream and the CRC of what went in.
@safe
struct Deflater: ~Copyable {
    private let stream: UnsafeMutablePointer<z_stream>
    private(set) var checksum: UInt32 = 0
    private(set) var bytesIn = 0
    private var output: [UInt8]

    private static let outputBytes = 1 << 16

    init(level: Int) throws {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        output = Array(repeating: 0, count: Self.outputBytes)
        let code = unsafe deflateInit2_(
            stream, Int32(level), Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size)
        )
        guard code == Z_OK else { throw SyntheticError.deflate(code: code) }
    }

    deinit {
        unsafe deflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// Compresses bytes; `emit` takes what comes out, which may be nothing yet.
    mutating func write(_ bytes: [UInt8], emit: (ArraySlice<UInt8>) throws -> Void) throws {
        guard !bytes.isEmpty else { return }
        checksum = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe UInt32(
                truncatingIfNeeded: crc32_z(UInt(checksum), buffer.baseAddress, buffer.count)
            )
        }
        bytesIn += bytes.count
        try run(bytes, flush: Z_NO_FLUSH, emit: emit)
    }

    /// Ends the stream.
    mutating func finish(emit: (ArraySlice<UInt8>) throws -> Void) throws {
        try run([], flush: Z_FINISH, emit: emit)
    }

    private mutating func run(
        _ bytes: [UInt8], flush: CInt, emit: (ArraySlice<UInt8>) throws -> Void
    ) throws {
        var input = bytes
        var code = Z_OK
        var consumed = 0
        repeat {
            let produced = unsafe input.withUnsafeMutableBufferPointer { source in
                unsafe output.withUnsafeMutableBufferPointer { target in
                    unsafe stream.pointee.next_in = source.baseAddress.map { unsafe $0 + consumed }
                    unsafe stream.pointee.avail_in = UInt32(source.count - consumed)
                    unsafe stream.pointee.next_out = target.baseAddress
                    unsafe stream.pointee.avail_out = UInt32(target.count)
                    code = unsafe deflate(stream, flush)
                    consumed = unsafe source.count - Int(stream.pointee.avail_in)
                    return unsafe target.count - Int(stream.pointee.avail_out)
                }
            }
            guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else {
                throw SyntheticError.deflate(code: code)
            }
            if produced > 0 { try emit(output[..<produced]) }
            if flush == Z_FINISH ? code == Z_STREAM_END : produced < Self.outputBytes { return }
        } while true
    }
}
