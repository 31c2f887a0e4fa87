/// Which names announce a secret.
public enum SecretNames {
    /// Keys of the configuration below which every literal value is treated as a secret when text
    /// is shown.
    static let holdsSecrets: Set<String> = ["headers", "config"]

    private static let headers: Set<String> = ["authorization", "cookie", "proxy-authorization"]
    private static let headerEndings = ["-key", "-token", "-secret"]
    private static let words = [
        "password", "passwd", "passphrase", "token", "secret", "api_key", "apikey",
    ]

    /// True for a header whose literal value counts as a secret. Names compare without case.
    ///
    /// - Source: section 12 of the outbox reference.
    public static func isSecretHeader(_ name: String) -> Bool {
        let name = name.lowercased()
        return headers.contains(name) || headerEndings.contains { name.hasSuffix($0) }
    }

    /// True for any key whose value had better not be shown: a secret header, or a name with
    /// `token`, `password` and the like in it.
    static func soundsSecret(_ name: String) -> Bool {
        let name = name.lowercased()
        return isSecretHeader(name) || words.contains { name.contains($0) }
    }
}
