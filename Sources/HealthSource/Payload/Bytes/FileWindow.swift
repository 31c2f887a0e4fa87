/// A piece of a stretch of a file, moved to wherever it is wanted.
struct FileWindow {
    private let file: ByteFile
    private let stretch: Range<Int64>
    private let chunk: Int
    private(set) var bytes: [UInt8] = []
    /// Where ``bytes`` begin in the file.
    private(set) var base: Int64
    /// The byte that is looked at, in ``bytes``; their end when it has to be brought first.
    var position = 0

    init(_ file: ByteFile, stretch: Range<Int64>, chunk: Int) {
        (self.file, self.stretch, self.chunk) = (file, stretch, chunk)
        base = stretch.lowerBound
    }

    /// Where ``position`` is in the file.
    var offset: Int64 { base + Int64(position) }

    /// Whether nothing follows ``bytes``.
    var reachesEnd: Bool { base + Int64(bytes.count) >= stretch.upperBound }

    /// Moves to a place in the stretch.
    mutating func seek(_ offset: Int64) {
        precondition(offset >= stretch.lowerBound)
        if offset >= base, offset <= base + Int64(bytes.count) {
            position = Int(offset - base)
        } else {
            bytes.removeAll(keepingCapacity: true)
            (base, position) = (offset, 0)
        }
    }

    /// Brings further bytes behind those that are there, and drops those before `first`; places in ``bytes`` are
    /// less by as much afterwards.
    ///
    /// - Returns: Whether there were any; at the end of the stretch nothing is dropped.
    mutating func more(keeping first: Int) throws -> Bool {
        let next = base + Int64(bytes.count)
        guard next < stretch.upperBound else { return false }
        bytes.removeFirst(first)
        base += Int64(first)
        position -= first
        let filled = bytes.count
        let count = Int(min(Int64(max(chunk, filled)), stretch.upperBound - next))
        bytes += [UInt8](repeating: 0, count: count)
        let got = try file.read(into: &bytes, at: filled, count: count, offset: next)
        bytes.removeLast(count - got)
        return got > 0
    }
}
