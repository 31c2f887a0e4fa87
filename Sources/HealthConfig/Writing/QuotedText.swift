import HealthPlugin

/// Text in double quotes, which JSON and YAML read alike.
enum QuotedText {
    static func of(_ text: String) -> String {
        var bytes: [UInt8] = []
        JSONText.appendQuoted(text, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
