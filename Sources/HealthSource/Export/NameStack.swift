import HealthXML

/// The names of the open elements, in one buffer.
struct NameStack {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    var depth: Int { ends.count }

    mutating func push(_ name: ByteRange, _ window: Span<UInt8>) {
        for position in name.start..<name.end { bytes.append(window[position]) }
        ends.append(bytes.count)
    }

    mutating func pop() {
        ends.removeLast()
        bytes.removeLast(bytes.count - (ends.last ?? 0))
    }

    /// The name of the innermost element.
    var last: String { name(ends.count - 1) }

    /// How many elements from the innermost one on have to end for `name` to end; `nil` when it is not open.
    func distance(to name: ByteRange, _ window: Span<UInt8>) -> Int? {
        for level in ends.indices.reversed() where isName(level, name, window) {
            return ends.count - level
        }
        return nil
    }

    /// The name `level` elements below the outermost one.
    func name(_ level: Int) -> String {
        String(decoding: bytes[(level == 0 ? 0 : ends[level - 1])..<ends[level]], as: UTF8.self)
    }

    private func isName(_ level: Int, _ name: ByteRange, _ window: Span<UInt8>) -> Bool {
        let slice = bytes[(level == 0 ? 0 : ends[level - 1])..<ends[level]]
        guard slice.count == name.count else { return false }
        for (offset, byte) in slice.enumerated() where window[name.start + offset] != byte {
            return false
        }
        return true
    }
}
