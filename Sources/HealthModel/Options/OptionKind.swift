/// What may be written as the value of an option.
public enum OptionKind: Hashable, Sendable {
    /// `true` or `false`.
    case flag
    /// One of these words, in the order in which help shows them.
    case word(allowed: [String])
    /// Any text that is not empty.
    case text
    case integer(ClosedRange<Int>)
    /// A list of words. `allowed` is what may stand in it; when empty, any text may. When `all` is
    /// true the single word `all` may be written instead of a list, and is delivered as `["all"]`.
    case list(allowed: [String], all: Bool)
}
