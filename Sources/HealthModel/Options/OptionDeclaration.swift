/// One configuration key of a data type: how the file is checked, what `hae init` writes, and what
/// help says about it.
///
/// A declared key may stand in automations of its data type only; two data types may declare the
/// same key.
public struct OptionDeclaration: Hashable, Sendable {
    /// As written in the file, such as `include_route`.
    public var key: String
    public var kind: OptionKind
    /// What the provider gets when the key is absent; `nil` when it then gets nothing.
    public var `default`: OptionValue?
    /// An error when the key is absent.
    public var isRequired: Bool
    /// One phrase without a full stop: what the option does.
    public var summary: String
    /// A value for examples and `hae init`, where the default shows nothing.
    public var example: OptionValue?
    /// The only `version:` with which the key may be written.
    public var versionNeeded: Int?
    /// The only `format:` with which a value other than the default may be written: `json` or
    /// `csv`.
    public var formatNeeded: String?

    public init(
        key: String, kind: OptionKind, default: OptionValue? = nil, isRequired: Bool = false,
        summary: String, example: OptionValue? = nil, versionNeeded: Int? = nil,
        formatNeeded: String? = nil
    ) {
        (self.key, self.kind, self.default) = (key, kind, `default`)
        (self.isRequired, self.summary, self.example) = (isRequired, summary, example)
        (self.versionNeeded, self.formatNeeded) = (versionNeeded, formatNeeded)
    }

    /// The words that may be written, in the order of help; empty when the value is not taken from
    /// a closed list.
    public var allowed: [String] {
        switch kind {
        case .flag: ["true", "false"]
        case .word(let allowed): allowed
        case .list(let allowed, _): allowed
        case .text, .integer: []
        }
    }
}
