/// Cuts a stream of bytes into lines, with a limit on each.
struct OutputLines {
    /// What became of bytes that were added.
    enum Step: Equatable {
        /// A whole line, without its end.
        case line(ArraySlice<UInt8>)
        /// A line is longer than the limit; nothing more can be read.
        case tooLong
    }

    /// How many lines were passed on.
    private(set) var count = 0
    private let bytesMax: Int
    private var rest: [UInt8] = []

    init(bytesMax: Int) {
        self.bytesMax = bytesMax
    }

    /// Whether the stream would end within a line.
    var isWithinLine: Bool { !rest.isEmpty }

    /// The bytes of the line that has not ended.
    var unfinished: [UInt8] { rest }

    mutating func add(
        _ bytes: ArraySlice<UInt8>, _ body: (Step) throws -> Void
    ) rethrows {
        var start = bytes.startIndex
        while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            var line = bytes[start..<end]
            if !rest.isEmpty {
                rest += line
                line = rest[...]
            }
            if line.count > bytesMax { return try body(.tooLong) }
            count += 1
            try body(.line(line.last == UInt8(ascii: "\r") ? line.dropLast() : line))
            rest.removeAll(keepingCapacity: rest.capacity < 1 << 20)
            start = end + 1
        }
        rest += bytes[start...]
        if rest.count > bytesMax { try body(.tooLong) }
    }
}
