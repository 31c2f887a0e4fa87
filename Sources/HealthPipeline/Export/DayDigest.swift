/// A 64-bit digest of all records that a stream has on one local day, in order.
///
/// Tells whether a day changed since it was last enqueued; nothing more rests on it. FNV-1a over eight bytes
/// at a time with a final mix, as one byte at a time would cost more than making the record. The record's
/// length is folded in, so that moving a border between two records changes it.
struct DayDigest {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ span: Span<UInt8>) {
        var offset = 0
        while offset + 8 <= span.count {
            var word: UInt64 = 0
            for index in 0..<8 { word |= UInt64(span[offset + index]) << UInt64(8 * index) }
            fold(word)
            offset += 8
        }
        var rest: UInt64 = 0
        while offset < span.count {
            rest = rest << 8 | UInt64(span[offset])
            offset += 1
        }
        fold(rest)
        fold(UInt64(span.count))
    }

    /// The digest of what was added.
    var value: UInt64 {
        var mixed = state
        mixed ^= mixed >> 32
        mixed &*= 0x9e37_79b9_7f4a_7c15
        mixed ^= mixed >> 29
        return mixed
    }

    private mutating func fold(_ word: UInt64) {
        state = (state ^ word) &* 0x0000_0100_0000_01b3
        state ^= state >> 31
    }
}
