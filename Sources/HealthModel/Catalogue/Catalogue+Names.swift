extension Catalogue {
    /// The JSON name of a type that the app does not export: snake case of the identifier's tail.
    ///
    /// An underscore stands before each capital that follows a small letter or a digit, or that a small letter
    /// follows inside a run of capitals: `UVExposure` gives `uv_exposure`. Section 3.7 of the wire format.
    public static func name(ofTail tail: some StringProtocol) -> String {
        words(tail).map { $0.lowercased() }.joined(separator: "_")
    }

    /// The display name of such a type: the tail, split in the same way.
    public static func displayName(ofTail tail: some StringProtocol) -> String {
        words(tail).joined(separator: " ")
    }

    private static func words(_ tail: some StringProtocol) -> [String] {
        var words: [String] = []
        var word = ""
        let characters = Array(tail)
        for (index, character) in characters.enumerated() {
            let before = index > 0 ? characters[index - 1] : nil
            let after = index + 1 < characters.count ? characters[index + 1] : nil
            if let before, character.isUppercase,
                before.isLowercase || before.isNumber
                    || before.isUppercase && after?.isLowercase == true
            {
                words.append(word)
                word = ""
            }
            word.append(character)
        }
        return words + [word]
    }
}
