extension HeaderField {
    /// Whether the name says that the value is a secret; see ``namesSecret(_:)``.
    public var namesSecret: Bool { HeaderField.namesSecret(name) }

    /// Whether a header of this name holds a secret: `Authorization`, `Cookie`, `Proxy-Authorization`, `*-key`,
    /// `*-token`, `*-secret`, in any case of letters. Source: section 12 of the outbox reference.
    ///
    /// The words alone and `apikey` count too, as some services spell them so; `Idempotency-Key` is no secret.
    public static func namesSecret(_ name: String) -> Bool {
        let key = name.lowercased()
        if key == "idempotency-key" { return false }
        return secretNames.contains(key)
            || ["-key", "-token", "-secret"].contains(where: key.hasSuffix)
    }

    private static let secretNames: Set = [
        "authorization", "cookie", "proxy-authorization", "key", "token", "secret", "apikey",
    ]
}
