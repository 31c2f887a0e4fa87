public import HealthModel

extension HeaderField {
    /// The name in lower case, as names are compared.
    var key: String { name.lowercased() }

    /// Whether the name says that the value is a secret: `Authorization`, `Cookie`, `Proxy-Authorization`,
    /// `*-key`, `*-token`, `*-secret`. Source: section 12 of the outbox reference.
    ///
    /// The words alone and `apikey` count too, as some services spell them so; `Idempotency-Key` is no secret.
    public var namesSecret: Bool {
        let key = key
        if key == "idempotency-key" { return false }
        return HeaderField.secretNames.contains(key)
            || ["-key", "-token", "-secret"].contains(where: key.hasSuffix)
    }

    private static let secretNames: Set = [
        "authorization", "cookie", "proxy-authorization", "key", "token", "secret", "apikey",
    ]
}
