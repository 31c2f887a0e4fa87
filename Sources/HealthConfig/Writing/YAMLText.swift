import HealthPlugin

/// Single values as YAML text.
enum YAMLText {
    /// The text, in double quotes when it would otherwise be read as something else. Safe in flow
    /// collections too.
    static func scalar(_ text: String) -> String {
        isPlain(text) ? text : QuotedText.of(text)
    }

    /// `[a, b]`
    static func list(_ words: [String]) -> String {
        "[" + words.map(scalar).joined(separator: ", ") + "]"
    }

    /// `{ a: b, c: d }`; the values are YAML already.
    static func mapping(_ pairs: [(key: String, value: String)]) -> String {
        "{ " + pairs.map { scalar($0.key) + ": " + $0.value }.joined(separator: ", ") + " }"
    }

    /// A template as it may be shown: references as written, a literal secret as `(secret)`.
    static func template(_ template: Template) -> String {
        scalar(template.isHidden ? template.display : written(template))
    }

    private static func written(_ template: Template) -> String {
        template.pieces.map { piece in
            switch piece {
            case .text(let text): text.replacing("${", with: "$${")
            case .reference(let reference): reference.description
            }
        }.joined()
    }

    /// A URL as it may be shown: a user with password, and the value of a parameter whose name announces a
    /// secret, are `(secret)` when they are written out.
    static func url(_ url: Template) -> String {
        url.isHidden ? scalar(url.display) : scalar(ShownURL.text(of: written(url)))
    }

    /// The value of an option.
    static func value(_ value: OptionValue) -> String {
        switch value {
        case .flag(let flag): flag ? "true" : "false"
        case .word(let word): scalar(word)
        case .integer(let number): String(number)
        case .list(["all"]): "all"
        case .list(let words): list(words)
        }
    }

    private static let words: Set<String> = [
        "", "null", "~", "true", "false", "yes", "no", "on", "off", "y", "n",
    ]

    private static func isPlain(_ text: String) -> Bool {
        guard !words.contains(text.lowercased()), !NumberText.isNumber(text),
            let first = text.unicodeScalars.first, let last = text.unicodeScalars.last
        else { return false }
        let isPlainStart = first.properties.isAlphabetic || first == "/"
        guard isPlainStart, last != " ", last != ":" else { return false }
        guard !text.contains(": "), !text.contains(" #") else { return false }
        return text.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                || " _-./:+@%=?&~()".unicodeScalars.contains(scalar)
        }
    }
}
