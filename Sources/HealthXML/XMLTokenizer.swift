/// Cuts XML into tags, text and the rest, byte by byte and without a copy.
///
/// The caller owns the bytes and slides a window over them; the tokenizer keeps integers only. It checks no
/// grammar beyond single tags: balance, names and references are the caller's business, since what phones
/// write is not always XML. Comments and processing instructions are skipped whatever their length.
///
/// Not for documents in general: entity declarations are ignored, and the input must be UTF-8 or ASCII.
public struct XMLTokenizer: ~Copyable {
    enum Mode {
        case start, content, comment, instruction
    }

    /// The attributes of the start tag that was returned last, in the order of the input, doubles included.
    public internal(set) var attributes: [XMLAttribute] = []
    /// Where the token that was returned last begins in the window.
    public internal(set) var tokenStart = 0
    /// The number, from 1 on, of the last start tag among the long ones, which are those of six attributes or
    /// more; `nil` when it is a short one.
    public internal(set) var longTag: Int?
    /// The last start tag is a long one and has the attribute names of the long one before, in the same order.
    public internal(set) var repeatsNames = false
    let limits: XMLLimits
    var mode = Mode.start
    /// The attributes of the long tag before, while its bytes stand in the window.
    var pattern: [XMLAttribute] = []
    var longTags = 0

    public init(limits: XMLLimits = XMLLimits()) {
        self.limits = limits
        attributes.reserveCapacity(32)
        pattern.reserveCapacity(32)
    }

    /// Reads the next token.
    ///
    /// - Parameters:
    ///   - window: Bytes of the input without a gap; ranges of the result refer to it. It may change only after
    ///     ``XMLToken/needsMore``.
    ///   - position: Where to read on; moved behind the token. After ``XMLToken/needsMore`` the caller must
    ///     keep the bytes from here on, and may drop those before.
    ///   - isLast: No bytes follow this window.
    /// - Throws: ``XMLLimitPassed``. The tokenizer is of no use afterwards.
    public mutating func next(
        in window: Span<UInt8>, at position: inout Int, isLast: Bool
    ) throws(XMLLimitPassed) -> XMLToken {
        let token = try find(in: window, at: &position, isLast: isLast)
        if case .needsMore = token { forgetPattern() }
        return token
    }

    @inline(__always)
    private mutating func find(
        in window: Span<UInt8>, at position: inout Int, isLast: Bool
    ) throws(XMLLimitPassed) -> XMLToken {
        while true {
            switch mode {
            case .content:
                if let token = try content(in: window, at: &position, isLast: isLast) {
                    return token
                }
            case .start:
                guard skipByteOrderMark(in: window, at: &position, isLast: isLast) else {
                    return .needsMore
                }
            case .comment:
                guard skip(to: .comment, in: window, at: &position) else {
                    return isLast ? .cut : .needsMore
                }
            case .instruction:
                guard skip(to: .instruction, in: window, at: &position) else {
                    return isLast ? .cut : .needsMore
                }
            }
        }
    }

    /// The next token, or `nil` when something that gives no token begins.
    private mutating func content(
        in window: Span<UInt8>, at position: inout Int, isLast: Bool
    ) throws(XMLLimitPassed) -> XMLToken? {
        var start = position
        while start < window.count, ASCII.isBlank(window[start]) { start += 1 }
        (position, tokenStart) = (start, start)
        guard start < window.count else { return isLast ? .end : .needsMore }
        guard window[start] == ASCII.less else {
            return try text(in: window, at: &position, isLast: isLast)
        }
        guard start + 1 < window.count else { return isLast ? .cut : .needsMore }
        switch window[start + 1] {
        case ASCII.slash: return try endTag(in: window, at: &position, isLast: isLast)
        case ASCII.exclamation: return try declaration(in: window, at: &position, isLast: isLast)
        case ASCII.question:
            mode = .instruction
            position += 2
            return nil
        default: return try startTag(in: window, at: &position, isLast: isLast)
        }
    }

    private func text(
        in window: Span<UInt8>, at position: inout Int, isLast: Bool
    ) throws(XMLLimitPassed) -> XMLToken {
        let start = position
        var end = start
        while end < window.count, window[end] != ASCII.less { end += 1 }
        guard end - start <= limits.valueMax else {
            throw XMLLimitPassed(kind: .text, position: start)
        }
        guard end < window.count || isLast else { return .needsMore }
        position = end
        return .text(ByteRange(start, end), isLiteral: false)
    }

    /// What a tag that goes on behind the window gives: more bytes please, or the end.
    func incomplete(
        from start: Int, in window: Span<UInt8>, isLast: Bool
    ) throws(XMLLimitPassed) -> XMLToken {
        guard window.count - start <= limits.tagMax else {
            throw XMLLimitPassed(kind: .tag, position: start)
        }
        return isLast ? .cut : .needsMore
    }
}
