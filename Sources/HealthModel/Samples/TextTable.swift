/// The distinct texts of one batch, as UTF-8 in one buffer; a text is named by its index.
///
/// Rows that repeat a source, a unit or a type carry a number instead of a string. The table lives as
/// long as its batch, so its memory is bounded by the batch and not by the archive.
public struct TextTable: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int32] = []
    /// Open-addressed hash of indices; -1 is free. Always a power of two, at most half full.
    private var slots: [Int32] = Array(repeating: -1, count: 64)

    /// Makes a table that holds the empty text at index 0.
    public init() {
        _ = intern([UInt8]().span)
    }

    /// The number of distinct texts; indices are `0 ..< count`.
    public var count: Int { ends.count }

    /// The number of bytes that the texts take together.
    public var byteCount: Int { bytes.count }

    /// Returns the index of `text`, adding it when it is new. O(length).
    public mutating func intern(_ text: Span<UInt8>) -> Int32 {
        var slot = Self.hash(text) & (slots.count - 1)
        while slots[slot] >= 0 {
            if equals(Int(slots[slot]), text) { return slots[slot] }
            slot = (slot + 1) & (slots.count - 1)
        }
        let index = Int32(ends.count)
        slots[slot] = index
        for position in text.indices { bytes.append(text[position]) }
        ends.append(Int32(bytes.count))
        if ends.count * 2 > slots.count { grow() }
        return index
    }

    /// Returns the index of `text`, adding it when it is new.
    public mutating func intern(_ text: String) -> Int32 {
        intern(Array(text.utf8).span)
    }

    /// The text at `index` with invalid UTF-8 repaired.
    public func string(_ index: Int32) -> String {
        String(decoding: self[index], as: UTF8.self)
    }

    /// The bytes of the text at `index`.
    public subscript(index: Int32) -> ArraySlice<UInt8> {
        bytes[range(of: Int(index))]
    }

    /// Forgets every text but the empty one and keeps the memory.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        for slot in slots.indices { slots[slot] = -1 }
        _ = intern([UInt8]().span)
    }

    private func range(of index: Int) -> Range<Int> {
        (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
    }

    private func equals(_ index: Int, _ text: Span<UInt8>) -> Bool {
        let range = range(of: index)
        guard range.count == text.count else { return false }
        for offset in text.indices where bytes[range.lowerBound + offset] != text[offset] {
            return false
        }
        return true
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 2)
        for index in ends.indices {
            var slot = bytes[range(of: index)].withSpan { Self.hash($0) } & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(index)
        }
    }

    /// FNV-1a; the tables are small, private and short-lived.
    private static func hash(_ text: Span<UInt8>) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in text.indices {
            hash = (hash ^ UInt64(text[index])) &* 0x0000_0100_0000_01b3
        }
        return Int(truncatingIfNeeded: hash ^ (hash >> 32))
    }
}

extension ArraySlice<UInt8> {
    func withSpan<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        body(span)
    }
}
