import HealthPlugin

/// Finds where a JSON value ends by its quotes and brackets alone, however its bytes are cut into pieces.
///
/// Whether what stands between is JSON is left to the parser, which then errs about this value and not about
/// the rest of the file.
struct JSONSkimmer {
    /// Deeper nesting is an error; far more than any parser takes.
    static let depthMax = 1024

    private var closers: [UInt8] = []
    private var isString = false
    private var isEscaped = false
    /// Inside a number or a word outside of all brackets: the end of the file ends it too.
    private(set) var isScalar = false

    /// Looks at the value's next bytes.
    ///
    /// - Parameter first: Where they begin; for the first piece no white space.
    /// - Returns: The place behind the value; `nil` when its end is not among these bytes: then the following
    ///   ones come next.
    /// - Throws: ``JSONError`` where a bracket does not fit.
    mutating func skim(_ bytes: Span<UInt8>, from first: Int) throws(JSONError) -> Int? {
        var index = first
        while index < bytes.count {
            let byte = bytes[index]
            if isString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isString = false
                    if closers.isEmpty { return index + 1 }
                }
                index += 1
                continue
            }
            switch byte {
            case UInt8(ascii: "\""):
                if isScalar { return index }
                isString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                if isScalar { return index }
                guard closers.count < Self.depthMax else {
                    throw JSONError(
                        offset: index, expected: "at most \(Self.depthMax) levels of nesting")
                }
                // The closing brackets stand two places behind the opening ones.
                closers.append(byte + 2)
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard let closer = closers.last else {
                    if isScalar { return index }
                    throw JSONError(offset: index, expected: "a value")
                }
                guard closer == byte else {
                    let mark = String(UnicodeScalar(closer))
                    throw JSONError(offset: index, expected: "\"\(mark)\"")
                }
                closers.removeLast()
                if closers.isEmpty { return index + 1 }
            case UInt8(ascii: ","), UInt8(ascii: ":"), 0x20, 0x09, 0x0a, 0x0d:
                if closers.isEmpty {
                    if isScalar { return index }
                    throw JSONError(offset: index, expected: "a value")
                }
            default: if closers.isEmpty { isScalar = true }
            }
            index += 1
        }
        return nil
    }
}
