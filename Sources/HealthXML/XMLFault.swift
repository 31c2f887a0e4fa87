/// Why a tag cannot be read. Such a tag does not end the reading.
public enum XMLFault: Hashable, Sendable, CaseIterable {
    /// `<` without a name behind it.
    case missingName
    /// An attribute without `=`.
    case missingValue
    /// A value that does not begin with a quote.
    case unquotedValue
    /// A `<` before the end of the tag or of a value: a quote or the `>` is missing.
    case unclosed
    /// `<!` with something that is neither a comment, CDATA nor DOCTYPE.
    case unknownMarkup
}
