import HealthModel

extension ValueReader {
    /// The URL of an endpoint. What stands behind references is checked when they are resolved.
    func readURL(_ text: String, isProxy: Bool = false) -> Template? {
        guard let template = readTemplate(text) else { return nil }
        if let problem = EndpointURL.problem(of: template, isProxy: isProxy) {
            // The text itself may hold a password, and is in the excerpt anyway when it does not.
            _ = fail(problem.message, notes: problem.notes)
            return nil
        }
        return template
    }

    func readProxy(_ text: String) -> ParsedValue? {
        if text == "env" { return .proxy(.environment) }
        guard var url = readURL(text, isProxy: true) else { return nil }
        url.isSecretLiteral = EndpointURL.hasUser(text)
        return .proxy(.url(url))
    }

    /// Headers in file order; those without a value are ignored with a warning, as in the app.
    func readHeaders(_ node: ConfigNode) -> ParsedValue? {
        guard case .mapping(let entries) = node.content else {
            return fail(
                "must be a mapping of names and values",
                notes: ["Write for example: headers: { X-Api-Key: \"${env:API_KEY}\" }"])
        }
        var headers: [HeaderConfig] = []
        var seen: [String: Place] = [:]
        for entry in entries {
            if let problem = HeaderRules.problem(ofName: entry.key) {
                _ = fail(problem.message, notes: problem.notes, at: entry.keyPlace)
                continue
            }
            if let earlier = seen[entry.key.lowercased()] {
                _ = fail(
                    "has \"\(entry.key)\" again; it is already in line \(earlier.line)",
                    notes: ["Header names compare without case. Keep one of them."],
                    at: entry.keyPlace)
                continue
            }
            seen[entry.key.lowercased()] = entry.keyPlace
            if let header = readHeader(entry) { headers.append(header) }
        }
        return .headers(headers)
    }

    private func readHeader(_ entry: ConfigNode.Entry) -> HeaderConfig? {
        guard case .scalar(let text, _) = entry.value.content else {
            _ = fail(
                "needs a single value for \"\(entry.key)\"", notes: [], at: entry.keyPlace)
            return nil
        }
        guard !entry.value.isNull, !text.isEmpty else {
            context.warn(
                "header \"\(entry.key)\"\(label) has no value and is ignored", at: entry.keyPlace)
            return nil
        }
        guard HeaderRules.isSafeValue(text) else {
            _ = fail(
                "has a line break or control character in the value of \"\(entry.key)\"",
                notes: ["A header is one line of text."], at: entry.keyPlace)
            return nil
        }
        guard var template = readTemplate(text, at: entry.keyPlace) else { return nil }
        template.isSecretLiteral = HeaderField.namesSecret(entry.key)
        if template.isSecretLiteral, template.references.isEmpty {
            context.warn(
                "header \"\(entry.key)\"\(label) has its secret written out", at: entry.keyPlace,
                notes: [
                    "Put it elsewhere and refer to it: ${file:PATH}, ${env:NAME} or ${cred:NAME}"
                ])
        }
        return HeaderConfig(name: entry.key, value: template)
    }
}
