extension XMLTokenizer {
    /// Skips the mark that some programs put before the first byte; false when more bytes are needed.
    mutating func skipByteOrderMark(
        in window: Span<UInt8>, at position: inout Int, isLast: Bool
    ) -> Bool {
        if window.count - position >= 3 {
            let isMark = window[position] == 0xef && window[position + 1] == 0xbb
            if isMark, window[position + 2] == 0xbf {
                position += 3
            }
        } else if !isLast {
            return false
        }
        mode = .content
        return true
    }

    /// Moves behind the end of a comment or processing instruction; false when the window has none.
    mutating func skip(to end: Mode, in window: Span<UInt8>, at position: inout Int) -> Bool {
        let hyphens = end == .comment ? 2 : 0
        var cursor = position
        while cursor < window.count {
            if window[cursor] == ASCII.greater, cursor - position >= max(hyphens, 1) {
                let before = window[cursor - 1]
                let closes =
                    hyphens == 2
                    ? before == ASCII.hyphen && window[cursor - 2] == ASCII.hyphen
                    : before == ASCII.question
                if closes {
                    position = cursor + 1
                    mode = .content
                    return true
                }
            }
            cursor += 1
        }
        // The bytes that may begin the end stay.
        position = max(position, window.count - 2)
        return false
    }

    /// What begins with `<!`; `nil` when it is a comment.
    mutating func declaration(
        in window: Span<UInt8>, at position: inout Int, isLast: Bool
    ) throws(XMLLimitPassed) -> XMLToken? {
        let start = position
        if window.matches("<!--", at: start) {
            position += 4
            mode = .comment
            return nil
        }
        if window.matches("<![CDATA[", at: start) {
            return try literalText(in: window, at: &position, isLast: isLast)
        }
        if window.matches("<!DOCTYPE", at: start) {
            return try doctype(in: window, at: &position, isLast: isLast)
        }
        if window.count - start < 9, !isLast { return .needsMore }
        return try malformed(.unknownMarkup, from: start + 2, in: window, at: &position, isLast)
    }

    private func literalText(
        in window: Span<UInt8>, at position: inout Int, isLast: Bool
    ) throws(XMLLimitPassed) -> XMLToken? {
        let start = position + 9
        var end = start
        while end + 2 < window.count {
            if window[end] == ASCII.rightBracket, window.matches("]]>", at: end) {
                position = end + 3
                return start == end ? nil : .text(ByteRange(start, end), isLiteral: true)
            }
            end += 1
        }
        guard window.count - start <= limits.valueMax else {
            throw XMLLimitPassed(kind: .text, position: position)
        }
        return isLast ? .cut : .needsMore
    }

    /// The DOCTYPE ends at its first `]>`, as iOS 16 wrote stray `>` before it; without `[` at its first `>`.
    private func doctype(
        in window: Span<UInt8>, at position: inout Int, isLast: Bool
    ) throws(XMLLimitPassed) -> XMLToken {
        let start = position
        var isInSubset = false
        var cursor = start
        while cursor < window.count, cursor - start < limits.doctypeMax {
            let byte = window[cursor]
            if byte == ASCII.leftBracket { isInSubset = true }
            if byte == ASCII.greater, !isInSubset || Self.closesSubset(window, start, cursor) {
                position = cursor + 1
                return .doctype(ByteRange(start, position))
            }
            cursor += 1
        }
        guard cursor - start < limits.doctypeMax else {
            throw XMLLimitPassed(kind: .doctype, position: start)
        }
        return isLast ? .cut : .needsMore
    }

    private static func closesSubset(_ window: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        var cursor = end - 1
        while cursor > start, ASCII.isBlank(window[cursor]) { cursor -= 1 }
        return window[cursor] == ASCII.rightBracket
    }
}
