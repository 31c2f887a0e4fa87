/// One key of the configuration. Reading, defaults, the text of `hae init` and help all come from
/// these declarations.
public struct ConfigKey: Sendable {
    /// Where a key may stand.
    public enum Scope: Sendable {
        /// At the top of the file only.
        case global
        /// In an automation only.
        case automation
        /// At the top for all automations, and in an automation, where it wins.
        case both
        /// In an entry of `plugins`.
        case tap
        /// In the mapping of another key, such as `quota`.
        case group
    }

    public let name: String
    public let scope: Scope
    let kind: ConfigKind
    /// As written in YAML; `null` when the key then has no value.
    public let defaultText: String
    public let isRequired: Bool
    /// What the key does: one phrase without a full stop.
    public let summary: String
    /// A value in YAML, for keys whose default shows nothing.
    public let exampleText: String?

    init(
        _ name: String, _ scope: Scope, _ kind: ConfigKind, default defaultText: String = "null",
        isRequired: Bool = false, example: String? = nil, _ summary: String
    ) {
        (self.name, self.scope, self.kind) = (name, scope, kind)
        (self.defaultText, self.isRequired) = (defaultText, isRequired)
        (self.summary, self.exampleText) = (summary, example)
    }

    /// The keys of the mapping or of each entry of the list below this key; empty for most.
    public var children: [ConfigKey] {
        switch kind {
        case .group(let keys), .records(let keys): keys
        default: []
        }
    }

    /// True when the key may be written without a value (`null`), which equals leaving it out.
    var isNullable: Bool {
        defaultText == "null" && !isRequired
    }
}
