/// Most tags of an export repeat the tag before, but for digits of dates, values and pointers. So the bytes of each attribute
/// are compared with those of the attribute at the same place there, which costs a third of a search for its end.
extension XMLTokenizer {
    /// Shorter tags come between records and do not replace the pattern.
    static var longTagMin: Int { 6 }

    mutating func beginAttributes() {
        if attributes.count >= Self.longTagMin { swap(&attributes, &pattern) }
        attributes.removeAll(keepingCapacity: true)
        repeatsNames = true
    }

    mutating func endAttributes() {
        if attributes.count >= Self.longTagMin {
            longTags += 1
            longTag = longTags
            repeatsNames = repeatsNames && attributes.count == pattern.count
        } else {
            longTag = nil
            repeatsNames = false
        }
    }

    /// The window is about to move, or there was no tag between that can be compared with.
    mutating func forgetPattern() {
        attributes.removeAll(keepingCapacity: true)
        pattern.removeAll(keepingCapacity: true)
    }

    /// Reads the attributes whose bytes are those of the pattern, but for what stands in values of equal length: mostly
    /// all up to the last one.
    ///
    /// - Parameter cursor: Where the first attribute's name begins; moved behind the last one that was read.
    mutating func repeatedRun(in window: Span<UInt8>, at cursor: inout Int) {
        let pattern = self.pattern
        guard !pattern.isEmpty else { return }
        // Everything that is compared lies before the end that is checked here, and the pattern before that.
        let length = pattern[pattern.count - 1].value.end + 1 - pattern[0].name.start
        guard cursor + length + 8 <= window.count else { return }
        attributes.append(addingCapacity: pattern.count) {
            cursor = Self.takeRun(pattern.span, window, at: cursor, length, into: &$0)
        }
    }

    /// - Parameter length: From the first name to the quote behind the last value.
    /// - Returns: Where to read on.
    @inline(__always)
    private static func takeRun(
        _ pattern: Span<XMLAttribute>, _ window: Span<UInt8>, at start: Int, _ length: Int,
        into attributes: inout OutputSpan<XMLAttribute>
    ) -> Int {
        let (shift, end) = (start - pattern[0].name.start, start + length)
        var attribute = pattern[0].repeated(after: shift)
        var (position, next) = (start, start)
        while position < end {
            // Most of it is equal.
            while position &+ 8 <= end, window.isEqual(at: position, shift),
                window.isEqual(at: position &+ 8, shift)
            {
                position &+= 16
            }
            guard position < end else { break }
            let word = window.checkedWord(at: position)
            var difference = word ^ window.checkedWord(at: position &- shift)
            while difference != 0 {
                let place = position &+ Word.lowest(difference)
                while place > attribute.value.end {
                    attributes.append(attribute)
                    next = attribute.value.end &+ 1
                    guard attributes.count < pattern.count else { return next }
                    attribute = pattern[attributes.count].repeated(after: shift)
                }
                // Another name, or a value that is shorter or longer.
                guard place >= attribute.value.start, place < attribute.value.end else {
                    return next
                }
                let inside = Word.first(attribute.value.end &- position)
                let changed = Word.nonzeros(difference & inside)
                let quote = window[attribute.value.start &- 1]
                guard Word.ends(word, quote) & changed == 0 else { return next }
                if Word.unplain(word) & changed != 0 { attribute.needsDecoding = true }
                attribute.isRepeated = false
                difference &= ~inside
            }
            position &+= 8
        }
        attributes.append(attribute)
        while attributes.count < pattern.count {
            attributes.append(pattern[attributes.count].repeated(after: shift))
        }
        return end
    }

    /// Reads an attribute that has the name, and perhaps the value, of the one at its place in the pattern.
    ///
    /// - Returns: `nil` when it has another name, or stands near the end of the window; nothing was read then.
    @inline(__always)
    mutating func repeatedAttribute(
        in window: Span<UInt8>, at cursor: inout Int
    ) throws(XMLLimitPassed) -> AttributeEnd? {
        let place = attributes.count
        guard place < pattern.count else {
            repeatsNames = false
            return nil
        }
        let model = pattern[place]
        // From the name to the opening quote. Everything that is compared below lies before the end that is checked here,
        // and the model before that.
        let head = model.value.start - model.name.start
        let start = cursor + head
        guard start + model.value.count + 8 <= window.count else {
            repeatsNames = false
            return nil
        }
        // Up to the closing quote.
        let length = head + model.value.count + 1
        let equal = Self.equalCount(window, cursor, model.name.start, max: length)
        guard equal >= head else {
            repeatsNames = false
            return nil
        }
        let quote = window[start - 1]
        let value =
            equal == length
            ? (end: start + model.value.count, needsDecoding: false)
            : Self.valueEnd(
                in: window, from: start, after: equal - head, quote: quote, like: model.value)
        guard value.end - start <= limits.valueMax else {
            throw XMLLimitPassed(kind: .value, position: start)
        }
        cursor = value.end
        guard value.end < window.count else { return .incomplete }
        guard window[value.end] == quote else { return .fault(.unclosed) }
        cursor += 1
        attributes.append(
            XMLAttribute(
                name: ByteRange(start - head, start - head + model.name.count),
                value: ByteRange(start, value.end),
                needsDecoding: value.needsDecoding || model.needsDecoding,
                isRepeated: equal == length))
        return .complete
    }

    /// Where the value ends that probably has the length of `model`, and much of it equal to it.
    ///
    /// - Parameter offset: As many of its bytes are equal.
    @inline(__always)
    private static func valueEnd(
        in window: Span<UInt8>, from start: Int, after offset: Int, quote: UInt8,
        like model: ByteRange
    ) -> (end: Int, needsDecoding: Bool) {
        var needsDecoding = false
        var offset = offset & ~7
        while offset + 8 <= model.count {
            let word = window.checkedWord(at: start + offset)
            if word != window.checkedWord(at: model.start + offset) {
                if Word.unplain(word) != 0 { needsDecoding = true }
                let ends = Word.ends(word, quote)
                if ends != 0 { return (start + offset + Word.lowest(ends), needsDecoding) }
            }
            offset += 8
        }
        let rest = valueEnd(in: window, from: start + offset, quote: quote)
        return (rest.end, needsDecoding || rest.needsDecoding)
    }

    /// How many of the bytes at two places of the window are equal, from the first on; seven bytes must follow `max`.
    @inline(__always)
    private static func equalCount(
        _ window: Span<UInt8>, _ first: Int, _ second: Int, max: Int
    ) -> Int {
        var count = 0
        while count < max {
            let difference =
                window.checkedWord(at: first + count) ^ window.checkedWord(at: second + count)
            if difference != 0 { return min(count + Word.lowest(difference), max) }
            count += 8
        }
        return max
    }
}

extension Span<UInt8> {
    /// Whether the word at `position` is the one that stands `shift` bytes before; the caller has checked both.
    @inline(__always)
    fileprivate func isEqual(at position: Int, _ shift: Int) -> Bool {
        checkedWord(at: position) == checkedWord(at: position &- shift)
    }
}

extension XMLAttribute {
    /// The same attribute so much further on.
    @inline(__always)
    fileprivate func repeated(after shift: Int) -> XMLAttribute {
        XMLAttribute(
            name: ByteRange(name.start &+ shift, name.end &+ shift),
            value: ByteRange(value.start &+ shift, value.end &+ shift),
            needsDecoding: needsDecoding, isRepeated: true)
    }
}
