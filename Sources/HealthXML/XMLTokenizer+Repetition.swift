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

    /// The window is about to move: what ranges of it refer to is gone.
    mutating func forgetPattern() {
        attributes.removeAll(keepingCapacity: true)
        pattern.removeAll(keepingCapacity: true)
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
        guard start + model.value.count + 8 <= window.count,
            Self.areEqual(window, cursor, model.name.start, count: head)
        else {
            repeatsNames = false
            return nil
        }
        let quote = window[start - 1]
        let value = Self.valueEnd(in: window, from: start, quote: quote, like: model.value)
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
                isRepeated: value.isRepeated))
        return .complete
    }

    /// Where the value ends that probably has the length of `model`, most of it equal to it.
    @inline(__always)
    static func valueEnd(
        in window: Span<UInt8>, from start: Int, quote: UInt8, like model: ByteRange
    ) -> (end: Int, needsDecoding: Bool, isRepeated: Bool) {
        var isRepeated = true
        var needsDecoding = false
        var offset = 0
        while offset < model.count {
            let word = window.checkedWord(at: start + offset)
            let difference = word ^ window.checkedWord(at: model.start + offset)
            let left = model.count - offset
            if left < 8 {
                // The last bytes with the quote behind them.
                if difference << (UInt64(7 - left) * 8) == 0 { break }
                isRepeated = false
                let rest = valueEnd(in: window, from: start + offset, quote: quote)
                return (rest.end, needsDecoding || rest.needsDecoding, false)
            }
            if difference != 0 {
                isRepeated = false
                if Word.unplain(word) != 0 { needsDecoding = true }
                let ends = Word.ends(word, quote)
                if ends != 0 { return (start + offset + Word.lowest(ends), needsDecoding, false) }
            }
            offset += 8
        }
        let end = start + model.count
        if window[end] == quote { return (end, needsDecoding, isRepeated) }
        let rest = valueEnd(in: window, from: end, quote: quote)
        return (rest.end, needsDecoding || rest.needsDecoding, false)
    }

    /// Whether the bytes at two places of the window are equal; eight bytes must follow each.
    @inline(__always)
    private static func areEqual(
        _ window: Span<UInt8>, _ first: Int, _ second: Int, count: Int
    ) -> Bool {
        var offset = 0
        while offset + 8 <= count {
            if window.checkedWord(at: first + offset) != window.checkedWord(at: second + offset) {
                return false
            }
            offset += 8
        }
        guard offset < count else { return true }
        let difference =
            window.checkedWord(at: first + offset) ^ window.checkedWord(at: second + offset)
        return difference << (UInt64(8 - (count - offset)) * 8) == 0
    }
}
