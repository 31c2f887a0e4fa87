/// Single values as YAML text.
enum YAMLText {
    /// The text, in double quotes when it would otherwise be read as something else. Safe in flow collections too.
    static func scalar(_ text: String) -> String {
        isPlain(text) ? text : QuotedText.of(text)
    }

    private static let words: Set<String> = [
        "", "null", "~", "true", "false", "yes", "no", "on", "off", "y", "n",
    ]

    private static func isPlain(_ text: String) -> Bool {
        guard !words.contains(text.lowercased()), !NumberText.isNumber(text),
            let first = text.unicodeScalars.first, let last = text.unicodeScalars.last
        else { return false }
        let isPlainStart =
            first.properties.isAlphabetic || ("0"..."9").contains(first) || first == "/"
        guard isPlainStart, last != " ", last != ":" else { return false }
        guard !text.contains(": "), !text.contains(" #") else { return false }
        return text.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                || " _-./:+@%=?&~()".unicodeScalars.contains(scalar)
        }
    }
}
