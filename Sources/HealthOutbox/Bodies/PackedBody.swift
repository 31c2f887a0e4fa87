internal import CISAL
internal import Synchronization

/// How a body that is a row is stored: deflated, without a wrapper, where that is shorter, else as it is.
///
/// JSON and CSV of samples lose three quarters and more, and what a body takes is written twice, into the log and into the
/// database. Files are not touched: they are sent from where they lie. The length of the stored bytes tells both forms apart.
enum PackedBody {
    /// - Returns: What to store for `body`.
    static func pack(_ body: [UInt8]) -> [UInt8] {
        guard body.count >= worthwhileBytes else { return body }
        let packed = scratch.withLock { $0.deflate(body) }
        return packed ?? body
    }

    /// - Parameter length: Of the body.
    /// - Returns: The body, or `nil` when the stored bytes cannot be inflated to that length. Whether it is the one that was
    ///   stored, only its digest tells.
    static func unpack(_ stored: [UInt8], length: Int64) -> [UInt8]? {
        guard stored.count < length else { return stored }
        guard length < SpoolBodyWriter.blobBytesMin else { return nil }
        return scratch.withLock { $0.inflate(stored, length: Int(length)) }
    }

    /// Shorter ones share their page anyway.
    private static let worthwhileBytes = 256
    private static let scratch = Mutex(Scratch())
}

/// ISA-L's working memory, half a megabyte that would cost more to make for each body than a body costs.
@safe private struct Scratch: ~Copyable {
    private let stream = UnsafeMutablePointer<isal_zstream>.allocate(capacity: 1)
    private let state = UnsafeMutablePointer<inflate_state>.allocate(capacity: 1)
    private let level = UnsafeMutablePointer<UInt8>.allocate(capacity: HAE_ISAL_LEVEL_1_BYTES)

    deinit {
        unsafe stream.deallocate()
        unsafe state.deallocate()
        unsafe level.deallocate()
    }

    /// - Returns: `nil` when the outcome is not shorter.
    func deflate(_ body: [UInt8]) -> [UInt8]? {
        var isShorter = false
        let packed = unsafe [UInt8](unsafeUninitializedCapacity: body.count) { output, count in
            unsafe body.withUnsafeBufferPointer { input in
                unsafe isal_deflate_stateless_init(stream)
                unsafe stream.pointee.level = 1
                unsafe stream.pointee.level_buf = level
                unsafe stream.pointee.level_buf_size = UInt32(HAE_ISAL_LEVEL_1_BYTES)
                unsafe stream.pointee.end_of_stream = 1
                unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                unsafe stream.pointee.avail_in = UInt32(input.count)
                unsafe stream.pointee.next_out = output.baseAddress
                unsafe stream.pointee.avail_out = UInt32(output.count - 1)
                // With too little room for the outcome it fails.
                isShorter = unsafe isal_deflate_stateless(stream) == COMP_OK
                count = isShorter ? unsafe Int(stream.pointee.total_out) : 0
            }
        }
        return isShorter ? packed : nil
    }

    /// - Returns: `nil` unless `stored` is one whole deflate stream of `length` bytes.
    func inflate(_ stored: [UInt8], length: Int) -> [UInt8]? {
        var isWhole = false
        let body = unsafe [UInt8](unsafeUninitializedCapacity: length) { output, count in
            unsafe stored.withUnsafeBufferPointer { input in
                unsafe isal_inflate_init(state)
                unsafe state.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                unsafe state.pointee.avail_in = UInt32(input.count)
                unsafe state.pointee.next_out = output.baseAddress
                unsafe state.pointee.avail_out = UInt32(length)
                isWhole = unsafe isal_inflate_stateless(state) == ISAL_DECOMP_OK
                count = unsafe length - Int(state.pointee.avail_out)
                isWhole = isWhole && count == length
            }
        }
        return isWhole ? body : nil
    }
}
