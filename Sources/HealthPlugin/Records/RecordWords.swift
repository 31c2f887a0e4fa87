/// The two spellings of the app's words: slugs in JSON, titles in CSV.
public enum RecordWords {
    /// `Self Care` gives `self_care`: lower case, `_` for blanks.
    public static func slug(_ text: String) -> String {
        String(text.lowercased().map { $0 == " " ? "_" : $0 })
    }

    /// `self_care` gives `Self Care`: the way back.
    public static func title(_ slug: String) -> String {
        slug.split(separator: "_", omittingEmptySubsequences: false)
            .map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
    }

    /// `ChestTightnessOrPain` gives `Chest Tightness or Pain`: the words of an identifier, small ones in small
    /// letters.
    public static func english(_ identifier: String) -> String {
        Catalogue.displayName(ofTail: identifier).split(separator: " ")
            .map { ["And", "Of", "Or"].contains($0) ? $0.lowercased() : String($0) }
            .joined(separator: " ")
    }
}
