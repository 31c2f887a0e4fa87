/// The text of a new `hae.yaml`: every key with its default or an example, all commented out, one
/// automation a data type.
///
/// Settings are commented with `#` directly in front of them, prose with `# `, so that a program
/// (and a test) can tell them apart: taking every `#` away that no blank and letter follow leaves a
/// configuration that can be read.
public struct InitText: Sendable {
    /// Where the comments of settings begin, when there is room.
    private static let commentColumn = 46

    private let vocabulary: ConfigVocabulary

    public init(vocabulary: ConfigVocabulary) {
        self.vocabulary = vocabulary
    }

    /// The whole file; ends with a line end.
    public var text: String {
        var lines = [
            "# The configuration of hae.",
            "#",
            "# Everything is commented out. To set something, take away the # in front of it (and in front of",
            "# the line above that it belongs to). Values are the defaults, unless their comment says example.",
            "# Durations: 30s, 5m, 6h, 7d or 3 hours. Sizes: 5MiB, 200kB. Paths start at the folder of this file.",
            "# Secrets belong elsewhere: ${env:NAME}, ${file:PATH} or ${cred:NAME} stand for them in URLs, headers",
            "# and configurations of plugins.",
            "",
            "# For all automations; keys marked (a) may also stand in an automation, where they win.",
        ]
        for key in ConfigKey.global where key.children.isEmpty {
            lines.append(setting(key, indent: 0))
        }
        for key in ConfigKey.global where !key.children.isEmpty && key.name != "automations" {
            lines.append("")
            lines.append("# \(key.name): \(key.summary).")
            lines += block(key)
        }
        lines += ["", "# automations: what is sent where, and when.", "#automations:"]
        for (index, dataType) in vocabulary.dataTypes.enumerated() {
            if index > 0 { lines.append("#") }
            lines += automation(dataType, isComplete: index == 0)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: - Blocks

    /// A group, or a list with one entry, with all that is in it.
    private func block(_ key: ConfigKey, indent: Int = 0) -> [String] {
        var lines = ["#" + blanks(indent) + key.name + ":"]
        for (index, child) in key.children.enumerated() {
            guard child.children.isEmpty else {
                lines += block(child, indent: indent + 2)
                continue
            }
            let isList = if case .records = key.kind { true } else { false }
            if isList {
                lines.append(setting(child, indent: indent + 4, isFirst: index == 0))
            } else {
                lines.append(setting(child, indent: indent + 2))
            }
        }
        return lines
    }

    /// The first automation shows all keys; the others what their data type adds.
    private func automation(_ dataType: DataTypeDeclaration, isComplete: Bool) -> [String] {
        let options = dataType.options.map(ConfigKey.init)
        let keys: [ConfigKey]
        if isComplete {
            keys =
                ConfigKey.identity + ConfigKey.delivery + ConfigKey.what + options + ConfigKey.how
                + ConfigKey.when
        } else {
            let short = ["name", "url", "data_type"]
            keys =
                ConfigKey.automation.filter { short.contains($0.name) } + options
                + ConfigKey.automation.filter { $0.name == "every" }
        }
        var lines = isComplete ? [] : ["# \(dataType.title)"]
        for (index, key) in keys.enumerated() {
            let value: String? =
                switch key.name {
                case "name": YAMLText.scalar(isComplete ? "My Backend API" : dataType.title)
                case "data_type": dataType.id
                default: nil
                }
            lines.append(setting(key, indent: 4, isFirst: index == 0, value: value))
        }
        return lines
    }

    // MARK: - Lines

    /// `#  key: value      # comment`
    private func setting(
        _ key: ConfigKey, indent: Int, isFirst: Bool = false, value: String? = nil
    ) -> String {
        let shown = value ?? key.exampleText ?? key.defaultText
        let lead = isFirst ? blanks(indent - 2) + "- " : blanks(indent)
        let start = "#" + lead + key.name + ": " + shown
        var comment = key.scope == .both ? "(a) " : ""
        comment +=
            key.exampleText == nil ? "" : key.isRequired ? "example; required: " : "example: "
        comment += key.summary
        if let allowed = choices(of: key) { comment += "; " + allowed }
        let gap = max(2, InitText.commentColumn - start.count)
        return start + blanks(gap) + "# " + comment
    }

    /// The words of a closed list, where they are few.
    private func choices(of key: ConfigKey) -> String? {
        switch key.kind {
        case .word(let words) where words.count <= 12: words.joined(separator: " | ")
        case .list(let words, _, _) where !words.isEmpty && words.count <= 12:
            words.joined(separator: " | ")
        case .integer(let range) where range.upperBound <= 9:
            range.map(String.init).joined(separator: " | ")
        case .cadence, .start, .proxy: key.allowedText
        case .dataType: vocabulary.dataTypes.map(\.id).joined(separator: " | ")
        default: nil
        }
    }

    private func blanks(_ count: Int) -> String {
        String(repeating: " ", count: max(0, count))
    }
}
