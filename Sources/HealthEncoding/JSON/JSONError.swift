/// Why a text is not JSON, and where. Never names what stands there.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Bytes from the beginning of the text that was parsed.
    public var offset: Int
    /// What was expected, as a phrase: `a value`, `"," or "]"`.
    public var expected: String

    public init(offset: Int, expected: String) {
        (self.offset, self.expected) = (offset, expected)
    }

    public var description: String { "byte \(offset): expected \(expected)" }
}
