import HealthPlugin

/// The members of one JSON object, each with the place of its value in the text, so that values can be passed
/// on exactly as they were written.
struct JSONMembers {
    struct Member {
        var key: String
        var value: JSONValue
        /// The text, of which the value is a part.
        private let text: ArraySlice<UInt8>
        private let range: Range<Int>

        fileprivate init(
            key: String, value: JSONValue, text: ArraySlice<UInt8>, range: Range<Int>
        ) {
            (self.key, self.value, self.text, self.range) = (key, value, text, range)
        }

        /// The value as it was written.
        var bytes: ArraySlice<UInt8> {
            text[text.startIndex + range.lowerBound..<text.startIndex + range.upperBound]
        }
    }

    /// In the order of the text; of equal keys all are here.
    private(set) var all: [Member] = []

    /// - Throws: `JSONError` for a text that is not exactly one object, with offsets from its beginning.
    init(_ text: ArraySlice<UInt8>) throws(JSONError) {
        let span = text.span
        var parser = JSONParser()
        try parser.expect(UInt8(ascii: "{"), span)
        parser.skipBlanks(span)
        if parser.peek(span) == UInt8(ascii: "}") {
            parser.offset += 1
        } else {
            while true {
                parser.skipBlanks(span)
                let place = parser.offset
                guard case .string(let key) = try parser.value(span) else {
                    throw JSONError(offset: place, expected: "a key")
                }
                try parser.expect(UInt8(ascii: ":"), span)
                parser.skipBlanks(span)
                let start = parser.offset
                let value = try parser.value(span, depth: 1)
                all.append(
                    Member(key: key, value: value, text: text, range: start..<parser.offset))
                parser.skipBlanks(span)
                if parser.peek(span) != UInt8(ascii: ",") { break }
                parser.offset += 1
            }
            try parser.expect(UInt8(ascii: "}"), span)
        }
        parser.skipBlanks(span)
        guard parser.offset == span.count else {
            throw JSONError(offset: parser.offset, expected: "the end of the text")
        }
    }

    /// The first member of that name.
    subscript(key: String) -> Member? {
        all.first { $0.key == key }
    }
}
