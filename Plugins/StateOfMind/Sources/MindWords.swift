import HealthPlugin

/// The words of state of mind in all spellings that are read. Section 8 of the wire format.
enum MindWords {
    private static let classifications = [
        "very_unpleasant", "unpleasant", "slightly_unpleasant", "neutral", "slightly_pleasant",
        "pleasant", "very_pleasant",
    ]

    /// `momentaryEmotion` and `Momentary Emotion` are `momentary_emotion`.
    static func kind(_ text: String) -> String {
        RecordWords.slug(Catalogue.displayName(ofTail: text))
    }

    /// A slug, a title, or the number that the app's documentation promises, from 1.
    static func classification(_ value: JSONValue?) throws(ItemError) -> String? {
        switch value {
        case nil: return nil
        case .string(let text): return RecordWords.slug(text)
        case .number(let number):
            guard let place = Int(exactly: number), (1...classifications.count).contains(place)
            else { throw ItemError(key: "valenceClassification", "is not one of 1 to 7") }
            return classifications[place - 1]
        default:
            throw ItemError(key: "valenceClassification", "is neither a string nor a number")
        }
    }
}
