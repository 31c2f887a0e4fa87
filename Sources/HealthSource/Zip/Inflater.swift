import CISAL

/// Inflates one raw deflate stream piece by piece, with ISA-L; the only file that knows which library it is.
///
/// ISA-L is two to three times as fast as zlib on archives of health data, and keeps the last 32 KiB by itself, so
/// that the output may go to another place each time.
@safe struct Inflater: ~Copyable {
    /// The bytes are no deflate stream; nothing behind them can be read.
    struct Broken: Error {}

    private let state: UnsafeMutablePointer<inflate_state>

    init() {
        unsafe state = .allocate(capacity: 1)
        unsafe isal_inflate_init(state)
    }

    deinit {
        unsafe state.deallocate()
    }

    /// The last block has ended and all of it was returned.
    var isFinished: Bool {
        unsafe state.pointee.block_state == ISAL_BLOCK_FINISH
    }

    /// Whole bytes that were taken from the input and lie behind the end of the stream.
    var bytesTakenTooMany: Int {
        unsafe isFinished ? Int(state.pointee.read_in_length) / 8 : 0
    }

    /// Inflates from `input` into `output` until one of them is used up or the stream ends.
    ///
    /// - Parameters:
    ///   - pending: What is left of the input; its lower bound moves on.
    ///   - room: Where in `output` to write.
    /// - Returns: Bytes written; 0 with input left means that the stream has ended.
    mutating func inflate(
        _ input: [UInt8], pending: inout Range<Int>, into output: inout [UInt8], room: Range<Int>
    ) throws(Broken) -> Int {
        precondition(pending.upperBound <= input.count && room.upperBound <= output.count)
        var written = 0
        let status = unsafe input.withUnsafeBytes { source in
            unsafe output.withUnsafeMutableBytes { target in
                // Both ranges were checked; the pointers stay inside this closure.
                let from = unsafe source.baseAddress?.assumingMemoryBound(to: UInt8.self)
                let into = unsafe target.baseAddress?.assumingMemoryBound(to: UInt8.self)
                unsafe state.pointee.next_in = unsafe UnsafeMutablePointer(
                    mutating: from.map { unsafe $0 + pending.lowerBound })
                unsafe state.pointee.avail_in = UInt32(pending.count)
                unsafe state.pointee.next_out = unsafe into.map { unsafe $0 + room.lowerBound }
                unsafe state.pointee.avail_out = UInt32(room.count)
                let status = unsafe isal_inflate(state)
                pending =
                    unsafe pending.upperBound - Int(state.pointee.avail_in)..<pending.upperBound
                written = unsafe room.count - Int(state.pointee.avail_out)
                return status
            }
        }
        guard status == ISAL_DECOMP_OK else { throw Broken() }
        return written
    }
}
