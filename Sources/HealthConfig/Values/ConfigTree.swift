/// Free YAML, as a tap's configuration is: the types of JSON, with references in texts.
public indirect enum ConfigTree: Hashable, Sendable {
    case null
    case flag(Bool)
    /// A number of JSON, as written.
    case number(String)
    case text(Template)
    case list([ConfigTree])
    /// In file order; keys are unique.
    case mapping([Entry])

    public struct Entry: Hashable, Sendable {
        public var key: String
        public var value: ConfigTree

        public init(key: String, value: ConfigTree) {
            (self.key, self.value) = (key, value)
        }
    }

    /// The tree as JSON, references resolved. Contains secrets: for a file of mode 0600 that is
    /// removed after use.
    ///
    /// - Throws: `SecretError` for the first reference that cannot be resolved.
    public func resolvedJSON(from source: SecretSource) throws(SecretError) -> String {
        switch self {
        case .null: return "null"
        case .flag(let value): return value ? "true" : "false"
        case .number(let text): return text
        case .text(let template): return QuotedText.of(try template.resolve(from: source))
        case .list(let items):
            var parts: [String] = []
            for item in items { parts.append(try item.resolvedJSON(from: source)) }
            return "[" + parts.joined(separator: ",") + "]"
        case .mapping(let entries):
            var parts: [String] = []
            for entry in entries {
                parts.append(
                    QuotedText.of(entry.key) + ":" + (try entry.value.resolvedJSON(from: source)))
            }
            return "{" + parts.joined(separator: ",") + "}"
        }
    }

    /// All texts that hold references or may be secrets, in order.
    public var templates: [Template] {
        switch self {
        case .null, .flag, .number: []
        case .text(let template): [template]
        case .list(let items): items.flatMap(\.templates)
        case .mapping(let entries): entries.flatMap(\.value.templates)
        }
    }
}
