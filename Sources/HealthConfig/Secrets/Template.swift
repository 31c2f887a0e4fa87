/// Text with references to secrets. What is printed of it, by whatever way, is the reference and
/// never the value.
public struct Template: Hashable, Sendable {
    enum Piece: Hashable, Sendable {
        case text(String)
        case reference(SecretReference)
    }

    let pieces: [Piece]
    /// The text itself counts as a secret, because of where it stands.
    public var isSecretLiteral: Bool

    /// Text without references, taken as it is.
    public init(literal text: String) {
        self.init(pieces: text.isEmpty ? [] : [.text(text)])
    }

    init(pieces: [Piece], isSecretLiteral: Bool = false) {
        self.pieces = pieces
        self.isSecretLiteral = isSecretLiteral
    }

    /// In the order of the text, doubles included.
    public var references: [SecretReference] {
        pieces.compactMap { piece in
            if case .reference(let reference) = piece { reference } else { nil }
        }
    }

    /// True for a reference, and for literal text that counts as a secret.
    public var carriesSecret: Bool {
        (isSecretLiteral && !pieces.isEmpty) || !references.isEmpty
    }

    /// For people: references as written; literal text that counts as a secret is `(secret)`,
    /// unless a reference beside it shows that it is only what stands around one, as in `Bearer
    /// ${env:TOKEN}`.
    public var display: String {
        if isHidden { return "(secret)" }
        return pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .reference(let reference): reference.description
            }
        }.joined()
    }

    /// The text is a secret itself and must not be shown.
    var isHidden: Bool {
        isSecretLiteral && references.isEmpty && !pieces.isEmpty
    }

    /// The text without references, or `nil` when it has any.
    var literal: String? {
        references.isEmpty ? leadingText : nil
    }

    /// The text in front of the first reference.
    var leadingText: String {
        guard case .text(let text)? = pieces.first else { return "" }
        return text
    }

    /// The text with the secrets in place. Not to be stored or shown.
    ///
    /// - Throws: `SecretError` for the first reference without a usable value.
    public func resolve(from source: SecretSource) throws(SecretError) -> String {
        var result = ""
        for piece in pieces {
            switch piece {
            case .text(let text): result += text
            case .reference(let reference): result += try source.value(of: reference)
            }
        }
        return result
    }
}

// The mirror as well: `dump` and failed expectations of tests would otherwise print a literal
// secret.
extension Template: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { display }
    public var debugDescription: String { display }
    public var customMirror: Mirror { Mirror(self, children: ["display": display]) }
}
