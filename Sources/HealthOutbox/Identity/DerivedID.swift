internal import Crypto

/// Identifiers made from what they name, so that a repeated export gives the same bytes.
///
/// UUID version 5 in hae's namespace over UTF-8 fields joined by U+000A. Source: section 1.5 of the
/// wire-format reference, whose examples the tests repeat.
public enum DerivedID {
    /// UUIDv5 of the URL namespace and `urn:hae`.
    public static let namespace = Identifier(
        high: 0xD75C_B6DE_E4E7_5868, low: 0x8777_A57B_9835_0150)

    /// The identifier of `fields`, the first of which is the kind: `workout`, `stateOfMind`, `automation`.
    public static func identifier(of fields: [String]) -> Identifier {
        identifier(name: fields.joined(separator: "\n"), in: namespace)
    }

    /// The id of one request: its `session-id` in upper case, its idempotency key, its message id.
    ///
    /// - Parameters:
    ///   - automation: The automation's id, in upper case as on the wire.
    ///   - part: As in `hae-batch` before the slash: `1`, `3.1`.
    public static func request(automation: String, run: Identifier, part: String) -> Identifier {
        identifier(of: ["request", automation, run.wireText, part])
    }

    static func identifier(name: String, in namespace: Identifier) -> Identifier {
        var hash = Insecure.SHA1()
        var prefix: [UInt8] = []
        for word in [namespace.high, namespace.low] {
            for shift in stride(from: UInt64(56), through: 0, by: -8) {
                prefix.append(UInt8(truncatingIfNeeded: word >> shift))
            }
        }
        hash.update(data: prefix)
        hash.update(data: Array(name.utf8))
        let digest = Array(hash.finalize())
        func word(from start: Int) -> UInt64 {
            digest[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) }
        }
        return Identifier(
            high: word(from: 0) & ~0xF000 | 0x5000,
            low: word(from: 8) & ~(0b11 << 62) | 0b10 << 62
        )
    }
}
