/// Reads JSON values out of bytes, strictly (RFC 8259), with a limit on nesting.
///
/// Invalid UTF-8 inside strings becomes U+FFFD, as does a lone surrogate escape; everything else that is not
/// JSON is a ``JSONError`` with its place. The bytes are passed into each call, the parser keeps the position.
public struct JSONParser: Sendable {
    /// Deeper nesting is an error: the parser recurses once per level.
    public static let depthMax = 64

    /// The next byte to be read.
    public var offset: Int

    public init(offset: Int = 0) {
        self.offset = offset
    }

    /// Parses a text that holds one value and white space.
    public static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        let span = bytes.span
        var parser = JSONParser()
        let value = try parser.value(span)
        parser.skipBlanks(span)
        guard parser.offset == span.count else { throw parser.failure("the end of the text") }
        return value
    }

    /// Reads the value at the position and moves behind it.
    public mutating func value(_ span: Span<UInt8>, depth: Int = 0) throws(JSONError) -> JSONValue {
        guard depth < Self.depthMax else {
            throw failure("at most \(Self.depthMax) levels of nesting")
        }
        skipBlanks(span)
        switch peek(span) {
        case UInt8(ascii: "{"): return try object(span, depth: depth)
        case UInt8(ascii: "["): return try array(span, depth: depth)
        case UInt8(ascii: "\""): return .string(try string(span))
        case UInt8(ascii: "t"): return try word("true", .bool(true), span)
        case UInt8(ascii: "f"): return try word("false", .bool(false), span)
        case UInt8(ascii: "n"): return try word("null", .null, span)
        default: return .number(try number(span))
        }
    }

    /// Moves behind white space.
    public mutating func skipBlanks(_ span: Span<UInt8>) {
        while offset < span.count {
            switch span[offset] {
            case 0x20, 0x09, 0x0a, 0x0d: offset += 1
            default: return
            }
        }
    }

    /// The byte at the position, or 0 at the end.
    public func peek(_ span: Span<UInt8>) -> UInt8 {
        offset < span.count ? span[offset] : 0
    }

    /// Skips white space and the given byte.
    public mutating func expect(_ byte: UInt8, _ span: Span<UInt8>) throws(JSONError) {
        skipBlanks(span)
        guard peek(span) == byte else {
            throw failure("\"\(String(UnicodeScalar(byte)))\"")
        }
        offset += 1
    }

    func failure(_ expected: String) -> JSONError {
        JSONError(offset: offset, expected: expected)
    }

    private mutating func object(
        _ span: Span<UInt8>, depth: Int
    ) throws(JSONError) -> JSONValue {
        offset += 1
        var members: [JSONValue.Member] = []
        skipBlanks(span)
        if peek(span) == UInt8(ascii: "}") {
            offset += 1
            return .object(members)
        }
        while true {
            skipBlanks(span)
            guard peek(span) == UInt8(ascii: "\"") else { throw failure("a key") }
            let key = try string(span)
            try expect(UInt8(ascii: ":"), span)
            members.append(.init(key: key, value: try value(span, depth: depth + 1)))
            skipBlanks(span)
            switch peek(span) {
            case UInt8(ascii: ","): offset += 1
            case UInt8(ascii: "}"):
                offset += 1
                return .object(members)
            default: throw failure("\",\" or \"}\"")
            }
        }
    }

    private mutating func array(_ span: Span<UInt8>, depth: Int) throws(JSONError) -> JSONValue {
        offset += 1
        var elements: [JSONValue] = []
        skipBlanks(span)
        if peek(span) == UInt8(ascii: "]") {
            offset += 1
            return .array(elements)
        }
        while true {
            elements.append(try value(span, depth: depth + 1))
            skipBlanks(span)
            switch peek(span) {
            case UInt8(ascii: ","): offset += 1
            case UInt8(ascii: "]"):
                offset += 1
                return .array(elements)
            default: throw failure("\",\" or \"]\"")
            }
        }
    }

    private mutating func word(
        _ text: StaticString, _ value: JSONValue, _ span: Span<UInt8>
    ) throws(JSONError) -> JSONValue {
        for byte in text.description.utf8 {
            guard peek(span) == byte else { throw failure("a value") }
            offset += 1
        }
        return value
    }
}
