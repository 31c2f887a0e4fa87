import HealthModel

/// Which names announce a secret, beside those of headers (`HeaderField.namesSecret`).
enum SecretNames {
    /// Keys of the configuration below which every literal value is treated as a secret when text
    /// is shown.
    static let holdsSecrets: Set<String> = ["headers", "config"]

    private static let words = [
        "password", "passwd", "passphrase", "token", "secret", "api_key", "apikey",
    ]

    /// True for any key whose value had better not be shown: a secret header, or a name with
    /// `token`, `password` and the like in it.
    static func soundsSecret(_ name: String) -> Bool {
        let name = name.lowercased()
        return HeaderField.namesSecret(name) || words.contains { name.contains($0) }
    }
}
