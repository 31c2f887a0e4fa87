/// UUIDs as text.
enum ConfigUUID {
    /// The upper-case form of `8-4-4-4-12` hexadecimal digits, or `nil`.
    static func normalised(_ text: String) -> String? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [8, 4, 4, 4, 12],
            parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isHexDigit } })
        else { return nil }
        return text.uppercased()
    }
}
