extension Template {
    /// Why a text is not a template; the sentence follows `"url" …`.
    struct ParsingError: Error, Equatable {
        var message: String
        /// What is allowed, or how to do it.
        var note: String
    }

    private static let forms =
        "Allowed: ${env:NAME}, ${file:PATH}, ${cred:NAME}; $${ stands for ${ itself."

    /// Reads text with references. A `$` that is not followed by `{` is itself.
    init(parsing text: String) throws(ParsingError) {
        var pieces: [Piece] = []
        var plain = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "${") {
            if rest[..<start.lowerBound].hasSuffix("$") {
                plain += rest[..<start.lowerBound].dropLast() + "${"
                rest = rest[start.upperBound...]
                continue
            }
            plain += rest[..<start.lowerBound]
            guard let end = rest[start.upperBound...].firstIndex(of: "}") else {
                throw ParsingError(
                    message: "has a ${ without a } behind it", note: Template.forms)
            }
            let reference = try Template.reference(rest[start.upperBound..<end])
            if !plain.isEmpty { pieces.append(.text(plain)) }
            plain = ""
            pieces.append(.reference(reference))
            rest = rest[end...].dropFirst()
        }
        plain += rest
        if !plain.isEmpty { pieces.append(.text(plain)) }
        self.init(pieces: pieces)
    }

    private static func reference(
        _ inner: Substring
    ) throws(ParsingError) -> SecretReference {
        let parts = inner.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let kind = SecretReference.Kind(rawValue: String(parts[0])) else {
            throw ParsingError(
                message: "has a reference ${…} of unknown kind", note: forms)
        }
        let name = String(parts[1])
        let isGood =
            switch kind {
            case .env: isVariableName(name)
            case .cred: !name.isEmpty && name != "." && name != ".." && !name.contains("/")
            case .file: !name.isEmpty
            }
        guard isGood else {
            throw ParsingError(
                message: "has a reference ${\(kind.rawValue):…} without a proper name", note: forms)
        }
        return SecretReference(kind: kind, name: name)
    }

    private static func isVariableName(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
        else { return false }
        return name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    }
}
