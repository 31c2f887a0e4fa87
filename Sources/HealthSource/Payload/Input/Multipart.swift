/// The body of a `multipart/form-data` request as a receiver saves it (RFC 7578): where its parts lie.
struct Multipart {
    /// Longer lines before a part are none of a request.
    private static let headMax = 16 << 10

    private var window: FileWindow
    private let delimiter: [UInt8]
    /// The bytes of the line break before the delimiter that was found last.
    private var lineEnd = 0

    /// - Parameter delimiter: As ``delimiter(in:)`` found it.
    init(_ window: FileWindow, delimiter: [UInt8]) {
        (self.window, self.delimiter) = (window, delimiter)
    }

    /// The line that begins each part, without its end; `nil` when the bytes begin no such body.
    static func delimiter(in head: [UInt8]) -> [UInt8]? {
        guard head.starts(with: Array("--".utf8)), let end = head.firstIndex(of: 0x0a) else {
            return nil
        }
        var line = Array(head[..<end])
        if line.last == 0x0d { line.removeLast() }
        // A boundary has at most 70 characters.
        guard (3...72).contains(line.count) else { return nil }
        let next = head[(end + 1)...].prefix(8).map { $0 | 0x20 }
        return next == Array("content-".utf8) ? line : nil
    }

    /// Finds the content of the next part.
    ///
    /// - Returns: Where it lies in the file, to the file's end when the body ends in the middle; `nil` behind the
    ///   last part.
    mutating func nextPart() throws -> (content: Range<Int64>, isWhole: Bool)? {
        guard try line() == delimiter else { return nil }
        while let line = try line(), !line.isEmpty {}
        let start = window.offset
        lineEnd = 0
        let isWhole = try moveToDelimiter()
        // The line break before a delimiter belongs to the delimiter.
        let end = window.offset - Int64(isWhole ? lineEnd : 0)
        return (start..<max(start, end), isWhole)
    }

    /// Takes a line, without its end; `nil` at the end of the file.
    private mutating func line() throws -> [UInt8]? {
        while true {
            let rest = window.bytes[window.position...]
            if let end = rest.firstIndex(of: 0x0a) {
                var line = Array(rest[..<end])
                if line.last == 0x0d { line.removeLast() }
                window.position = end + 1
                return line
            }
            guard rest.count <= Self.headMax, try window.more(keeping: window.position) else {
                return rest.isEmpty ? nil : Array(rest)
            }
        }
    }

    /// Moves to the line that begins with the delimiter; `false`: to the end of the file.
    private mutating func moveToDelimiter() throws -> Bool {
        var isLineStart = true
        var last: UInt8 = 0
        while true {
            if isLineStart {
                while window.bytes.count - window.position < delimiter.count {
                    guard try window.more(keeping: window.position) else {
                        window.position = window.bytes.count
                        return false
                    }
                }
                if window.bytes[window.position...].starts(with: delimiter) { return true }
            }
            if let end = window.bytes[window.position...].firstIndex(of: 0x0a) {
                if end > 0 { last = window.bytes[end - 1] }
                lineEnd = last == 0x0d ? 2 : 1
                window.position = end + 1
                isLineStart = true
            } else {
                last = window.bytes.last ?? last
                window.position = window.bytes.count
                isLineStart = false
                guard try window.more(keeping: window.position) else { return false }
            }
        }
    }
}
