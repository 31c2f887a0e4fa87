/// The value of an option of a data type, as the configuration gives it to the provider.
public enum OptionValue: Hashable, Sendable {
    case flag(Bool)
    /// A word of a closed list, or free text.
    case word(String)
    case integer(Int)
    /// In the order of the file, never empty, without doubles. A list option written as `all` is
    /// the list `["all"]`.
    case list([String])

    /// The boolean, or `nil` when the value is of another kind.
    public var flag: Bool? {
        if case .flag(let value) = self { value } else { nil }
    }

    /// The text, or `nil` when the value is of another kind.
    public var word: String? {
        if case .word(let value) = self { value } else { nil }
    }

    /// The number, or `nil` when the value is of another kind.
    public var integer: Int? {
        if case .integer(let value) = self { value } else { nil }
    }

    /// The texts, or `nil` when the value is of another kind.
    public var list: [String]? {
        if case .list(let value) = self { value } else { nil }
    }
}
