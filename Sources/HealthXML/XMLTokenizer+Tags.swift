extension XMLTokenizer {
    enum AttributeEnd {
        case complete, incomplete
        case fault(XMLFault)
    }

    mutating func startTag(
        in window: Span<UInt8>, at position: inout Int, isLast: Bool
    ) throws(XMLLimitPassed) -> XMLToken {
        let start = position
        var cursor = start + 1
        while cursor < window.count, !Self.endsName(window[cursor]) { cursor += 1 }
        let name = ByteRange(start + 1, cursor)
        guard cursor < window.count else {
            return try incomplete(from: start, in: window, isLast: isLast)
        }
        guard !name.isEmpty else {
            return try malformed(.missingName, from: cursor, in: window, at: &position, isLast)
        }
        beginAttributes()
        while cursor < window.count, ASCII.isBlank(window[cursor]) { cursor += 1 }
        repeatedRun(in: window, at: &cursor)
        while true {
            while cursor < window.count, ASCII.isBlank(window[cursor]) { cursor += 1 }
            guard cursor + 1 < window.count || window.matches(">", at: cursor) else {
                return try incomplete(from: start, in: window, isLast: isLast)
            }
            if window[cursor] == ASCII.greater {
                position = cursor + 1
                return try tag(name, isEmpty: false, from: start, to: position)
            }
            if window[cursor] == ASCII.slash, window[cursor + 1] == ASCII.greater {
                position = cursor + 2
                return try tag(name, isEmpty: true, from: start, to: position)
            }
            switch try attribute(in: window, at: &cursor) {
            case .complete: continue
            case .incomplete: return try incomplete(from: start, in: window, isLast: isLast)
            case .fault(let fault):
                return try malformed(fault, from: cursor, in: window, at: &position, isLast)
            }
        }
    }

    mutating func endTag(
        in window: Span<UInt8>, at position: inout Int, isLast: Bool
    ) throws(XMLLimitPassed) -> XMLToken {
        let start = position
        var cursor = start + 2
        while cursor < window.count, window[cursor] != ASCII.greater, window[cursor] != ASCII.less {
            cursor += 1
        }
        guard cursor < window.count else {
            return try incomplete(from: start, in: window, isLast: isLast)
        }
        guard window[cursor] == ASCII.greater else {
            return try malformed(.unclosed, from: cursor, in: window, at: &position, isLast)
        }
        var end = cursor
        while end > start + 2, ASCII.isBlank(window[end - 1]) { end -= 1 }
        position = cursor + 1
        guard end > start + 2 else {
            return .malformed(ByteRange(start, position), .missingName)
        }
        return .endTag(name: ByteRange(start + 2, end))
    }

    /// Ends a tag at the next `>`, or before the next `<`: from there on the input is itself again.
    mutating func malformed(
        _ fault: XMLFault, from cursor: Int, in window: Span<UInt8>, at position: inout Int,
        _ isLast: Bool
    ) throws(XMLLimitPassed) -> XMLToken {
        let start = position
        var end = max(cursor, start + 1)
        while end < window.count, window[end] != ASCII.greater, window[end] != ASCII.less {
            end += 1
        }
        guard end < window.count else {
            return try incomplete(from: start, in: window, isLast: isLast)
        }
        position = window[end] == ASCII.greater ? end + 1 : end
        // Also those of the last tag, when it is an end tag that is broken: the next tag must not be read like the one before.
        forgetPattern()
        return .malformed(ByteRange(start, position), fault)
    }

    private mutating func tag(
        _ name: ByteRange, isEmpty: Bool, from start: Int, to end: Int
    ) throws(XMLLimitPassed) -> XMLToken {
        guard end - start <= limits.tagMax else {
            throw XMLLimitPassed(kind: .tag, position: start)
        }
        endAttributes()
        return .startTag(name: name, isEmpty: isEmpty)
    }

    /// Reads one attribute; on a fault the cursor stands where it was found.
    @inline(__always)
    private mutating func attribute(
        in window: Span<UInt8>, at cursor: inout Int
    ) throws(XMLLimitPassed) -> AttributeEnd {
        if let result = try repeatedAttribute(in: window, at: &cursor) { return result }
        let nameStart = cursor
        cursor = Self.attributeNameEnd(in: window, from: nameStart)
        guard cursor < window.count else { return .incomplete }
        guard window[cursor] == ASCII.equals, cursor > nameStart else {
            return .fault(window[cursor] == ASCII.less ? .unclosed : .missingValue)
        }
        var nameEnd = cursor
        while ASCII.isBlank(window[nameEnd - 1]) { nameEnd -= 1 }
        cursor += 1
        while cursor < window.count, ASCII.isBlank(window[cursor]) { cursor += 1 }
        guard cursor < window.count else { return .incomplete }
        let quote = window[cursor]
        guard quote == ASCII.doubleQuote || quote == ASCII.singleQuote else {
            return .fault(quote == ASCII.less ? .unclosed : .unquotedValue)
        }
        let valueStart = cursor + 1
        let (valueEnd, needsDecoding) = Self.valueEnd(in: window, from: valueStart, quote: quote)
        guard valueEnd - valueStart <= limits.valueMax else {
            throw XMLLimitPassed(kind: .value, position: valueStart)
        }
        cursor = valueEnd
        guard valueEnd < window.count else { return .incomplete }
        guard window[valueEnd] == quote else { return .fault(.unclosed) }
        cursor += 1
        attributes.append(
            XMLAttribute(
                name: ByteRange(nameStart, nameEnd), value: ByteRange(valueStart, valueEnd),
                needsDecoding: needsDecoding))
        return .complete
    }

    /// The position of the quote that ends a value, or of a `<` before it, or the end of the window.
    @inline(__always)
    static func valueEnd(
        in window: Span<UInt8>, from start: Int, quote: UInt8
    ) -> (end: Int, needsDecoding: Bool) {
        var cursor = start
        var needsDecoding = false
        while cursor + 8 <= window.count {
            let word = window.checkedWord(at: cursor)
            let ends = Word.ends(word, quote)
            // Once something has to be decoded only the end matters.
            let marks = needsDecoding ? ends : ends | Word.unplain(word)
            guard marks != 0 else {
                cursor += 8
                continue
            }
            cursor += Word.lowest(marks)
            if window[cursor] == quote || window[cursor] == ASCII.less {
                return (cursor, needsDecoding)
            }
            needsDecoding = true
        }
        while cursor < window.count, window[cursor] != quote, window[cursor] != ASCII.less {
            if Word.unplain(UInt64(window[cursor]) | 0x4040_4040_4040_4000) != 0 {
                needsDecoding = true
            }
            cursor += 1
        }
        return (cursor, needsDecoding)
    }

    /// The position of the first byte that may not stand in an attribute's name, or the end of the window.
    @inline(__always)
    private static func attributeNameEnd(in window: Span<UInt8>, from start: Int) -> Int {
        var cursor = start
        while cursor < window.count {
            if cursor + 8 <= window.count {
                // `=`, angles and quotes are all below `@`, and letters above it.
                let marks = Word.below(UInt8(ascii: "@"), window.checkedWord(at: cursor))
                guard marks != 0 else {
                    cursor += 8
                    continue
                }
                cursor += Word.lowest(marks)
            }
            if endsAttributeName(window[cursor]) { return cursor }
            cursor += 1
        }
        return cursor
    }

    @inline(__always)
    private static func endsName(_ byte: UInt8) -> Bool {
        switch byte {
        case ASCII.slash, ASCII.greater, ASCII.less, ASCII.equals, ASCII.doubleQuote,
            ASCII.singleQuote:
            true
        default: ASCII.isBlank(byte)
        }
    }

    @inline(__always)
    private static func endsAttributeName(_ byte: UInt8) -> Bool {
        switch byte {
        case ASCII.equals, ASCII.greater, ASCII.less, ASCII.doubleQuote, ASCII.singleQuote: true
        default: false
        }
    }
}
