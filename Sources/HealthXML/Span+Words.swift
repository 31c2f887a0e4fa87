/// Eight bytes at a time, with the tricks of a word as a vector.
///
/// The check of every single load took half of the instructions of the tokenizer, so each loop here and there checks its
/// whole range once.
extension Span<UInt8> {
    /// The eight bytes from `position` on, the first one lowest.
    @inlinable
    @inline(__always)
    public func word(at position: Int) -> UInt64 {
        precondition(position >= 0 && position <= count - 8)
        return checkedWord(at: position)
    }

    /// Likewise, where the caller has checked that eight bytes follow.
    @inlinable
    @inline(__always)
    func checkedWord(at position: Int) -> UInt64 {
        assert(position >= 0 && position <= count - 8)
        // Any eight bytes are a UInt64.
        let word = unsafe bytes.unsafeLoadUnaligned(
            fromUncheckedByteOffset: position, as: UInt64.self)
        return UInt64(littleEndian: word)
    }

    /// Whether `range` holds exactly `other`.
    @inlinable
    @inline(__always)
    public func equals(_ other: Span<UInt8>, _ range: ByteRange) -> Bool {
        guard range.count == other.count else { return false }
        precondition(range.start >= 0 && range.end <= count)
        var offset = 0
        while offset &+ 8 <= other.count {
            if checkedWord(at: range.start &+ offset) != other.checkedWord(at: offset) {
                return false
            }
            offset &+= 8
        }
        while offset < other.count {
            if self[range.start + offset] != other[offset] { return false }
            offset += 1
        }
        return true
    }
}

enum Word {
    static let ones: UInt64 = 0x0101_0101_0101_0101
    static let highs: UInt64 = 0x8080_8080_8080_8080

    @inline(__always)
    static func repeating(_ byte: UInt8) -> UInt64 {
        ones &* UInt64(byte)
    }

    /// Marks bytes that are zero by their high bit. Marks above the lowest one may be wrong.
    @inline(__always)
    static func zeros(_ word: UInt64) -> UInt64 {
        (word &- ones) & ~word & highs
    }

    /// Marks bytes that are not zero by their high bit.
    @inline(__always)
    static func nonzeros(_ word: UInt64) -> UInt64 {
        ((word & ~highs) &+ ~highs | word) & highs
    }

    /// The bits of the first `count` bytes, at least one; all from eight on.
    @inline(__always)
    static func first(_ count: Int) -> UInt64 {
        count >= 8 ? .max : 1 &<< (UInt64(count) &* 8) &- 1
    }

    /// Marks bytes below `limit` (at most 0x80) likewise.
    @inline(__always)
    static func below(_ limit: UInt8, _ word: UInt64) -> UInt64 {
        (word &- repeating(limit)) & ~word & highs
    }

    /// Marks what is not simply itself in a value: references, control characters, bytes above ASCII.
    @inline(__always)
    static func unplain(_ word: UInt64) -> UInt64 {
        zeros(word ^ repeating(UInt8(ascii: "&"))) | below(0x20, word) | word & highs
    }

    /// Marks what may end a value: its quote, and `<`, which no value holds.
    @inline(__always)
    static func ends(_ word: UInt64, _ quote: UInt8) -> UInt64 {
        zeros(word ^ repeating(quote)) | zeros(word ^ repeating(UInt8(ascii: "<")))
    }

    /// The offset of the lowest marked byte, 0…7.
    @inline(__always)
    static func lowest(_ marks: UInt64) -> Int {
        marks.trailingZeroBitCount >> 3
    }
}
