import HealthXML

/// One attribute name of 1…16 bytes, compared as two words.
struct NamePattern {
    private let count: Int
    private let head: UInt64
    private let tail: UInt64

    init(_ name: StaticString) {
        let bytes = Array("\(name)".utf8)
        assert((1...16).contains(bytes.count))
        count = bytes.count
        head = Self.packed(bytes.prefix(8))
        tail = Self.packed(bytes.suffix(8))
    }

    /// Whether `name` is this one.
    @inline(__always)
    func matches(_ window: Span<UInt8>, _ name: ByteRange) -> Bool {
        guard name.count == count else { return false }
        if count >= 8 {
            return window.word(at: name.start) == head && window.word(at: name.end - 8) == tail
        }
        // A tag has `="` and a value behind each name; only a window that ends there is too short.
        guard name.start + 8 <= window.count else { return matchesSlowly(window, name) }
        return window.word(at: name.start) & (1 << (UInt64(count) * 8) - 1) == head
    }

    private func matchesSlowly(_ window: Span<UInt8>, _ name: ByteRange) -> Bool {
        var word: UInt64 = 0
        for offset in 0..<count {
            word |= UInt64(window[name.start + offset]) << (UInt64(offset) * 8)
        }
        return word == head
    }

    /// Eight ASCII characters as the word that they are in memory.
    static func packed(_ text: StaticString) -> UInt64 {
        packed(Array("\(text)".utf8)[...])
    }

    private static func packed(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
