/// What a header of the user may be called and hold.
///
/// - Source: section 2.2 of the wire format; section 12 of the outbox reference.
enum HeaderRules {
    private static let forbidden: Set<String> = [
        "host", "content-length", "content-encoding", "transfer-encoding", "connection",
    ]

    /// The sentence goes on behind `"headers" …`.
    static func problem(ofName name: String) -> (message: String, notes: [String])? {
        if forbidden.contains(name.lowercased()) {
            let note =
                name.lowercased() == "content-encoding"
                ? "To compress bodies, write compression: gzip"
                : "It follows from the URL and the body. Remove it."
            return ("cannot set \"\(name)\", which hae sets itself", [note])
        }
        guard isToken(name) else {
            // What follows may be the value, which is nobody's business.
            let shown = String(
                String.UnicodeScalarView(name.unicodeScalars.prefix(while: isTokenScalar)))
            return (
                "has a name that HTTP does not allow: \"\(shown)…\"",
                ["Allowed in names: letters, digits and !#$%&'*+-.^_`|~"]
            )
        }
        return nil
    }

    static func isToken(_ name: String) -> Bool {
        !name.isEmpty && name.unicodeScalars.allSatisfy(isTokenScalar)
    }

    /// False for control characters, which could begin another header. Non-ASCII text is sent as
    /// UTF-8.
    static func isSafeValue(_ value: String) -> Bool {
        value.unicodeScalars.allSatisfy { $0 == "\t" || ($0.value >= 0x20 && $0.value != 0x7F) }
    }

    /// RFC 9110, section 5.6.2.
    private static func isTokenScalar(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        case "!", "#", "$", "%", "&", "'", "*", "+", "-", ".", "^", "_", "`", "|", "~": true
        default: false
        }
    }
}
