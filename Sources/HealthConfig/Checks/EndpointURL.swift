/// URLs of endpoints, as far as they can be judged before their references are resolved.
public enum EndpointURL {
    static let schemes: Set<String> = ["http", "https"]
    static let proxySchemes: Set<String> = ["http", "https", "socks5", "socks5h"]

    /// What is wrong with a URL; the message goes on behind `"url" …`. A proxy may want user and
    /// password, an endpoint gets them in a header.
    static func problem(of url: Template, isProxy: Bool = false) -> (
        message: String, notes: [String]
    )? {
        let schemes = isProxy ? proxySchemes : schemes
        let starts = schemes.sorted().map { $0 + "://" }.joined(separator: " or ")
        let notes = ["Allowed: a URL that begins with \(starts)"]
        for case .text(let text) in url.pieces
        where text.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F }) {
            return ("has a blank or control character in it", ["Write %20 for a blank."])
        }
        guard let parts = Parts(url, schemes: schemes) else {
            // A reference may stand for everything, scheme included.
            if url.leadingText.isEmpty, !url.references.isEmpty { return nil }
            return ("must begin with \(starts)", notes)
        }
        if !isProxy, parts.authority.contains("@") {
            return (
                "must not hold user and password",
                ["Put them into a header: Authorization: \"Basic ${file:PATH}\""]
            )
        }
        guard !parts.host.isEmpty else { return ("has no host", notes) }
        if parts.isLiteral, let port = parts.port, !(1...65_535).contains(Int(port) ?? 0) {
            return ("has the port \"\(port)\", which is not from 1 to 65535", [])
        }
        return nil
    }

    /// The same checks on a URL whose references are resolved.
    ///
    /// - Returns: What is wrong, as a phrase that follows `the URL …` and does not show the URL;
    ///   `nil` when nothing is.
    public static func problem(ofResolved url: String) -> String? {
        problem(of: Template(literal: url))?.message
    }

    /// Scheme, host and port in one text, such as `https://api.example.com:443`, references as
    /// written. `nil` when the URL begins with a reference.
    public static func origin(of url: Template) -> String? {
        guard let parts = Parts(url) else { return nil }
        guard parts.isLiteral else { return "\(parts.scheme)://\(parts.authority)" }
        let port = parts.port ?? (parts.scheme == "https" ? "443" : "80")
        return "\(parts.scheme)://\(parts.host.lowercased()):\(port)"
    }

    /// The host of a URL when it is written out, without the brackets of an IPv6 address.
    static func literalHost(of url: Template) -> (scheme: String, host: String)? {
        guard let parts = Parts(url), parts.isLiteral else { return nil }
        let host = parts.host
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        return (parts.scheme, isBracketed ? String(host.dropFirst().dropLast()) : host)
    }

    /// True for text such as `https://user:password@host/`.
    static func hasUser(_ text: String) -> Bool {
        guard let start = text.firstRange(of: "://")?.upperBound else { return false }
        return text[start...].prefix { !"/?#".contains($0) }.contains("@")
    }

    private struct Parts {
        var scheme: String
        /// Host and port, references as written.
        var authority = ""
        /// No reference stands in `authority`.
        var isLiteral = true

        init?(_ url: Template, schemes: Set<String> = EndpointURL.schemes) {
            let text = url.leadingText
            let scheme = text.prefix { $0 != ":" }.lowercased()
            guard schemes.contains(scheme),
                text.dropFirst(scheme.count).hasPrefix("://")
            else { return nil }
            self.scheme = scheme
            var isFirst = true
            for piece in url.pieces {
                switch piece {
                case .text(let text):
                    let rest = isFirst ? text.dropFirst(scheme.count + 3) : text[...]
                    let part = rest.prefix { !"/?#".contains($0) }
                    authority += part
                    if part.endIndex < rest.endIndex { return }
                case .reference(let reference):
                    authority += reference.description
                    isLiteral = false
                }
                isFirst = false
            }
        }

        /// Behind the last colon, unless that belongs to an IPv6 address; `nil` when there is none.
        var port: String? {
            guard let colon = authority.lastIndex(of: ":"),
                !authority[colon...].contains("]")
            else { return nil }
            return String(authority[authority.index(after: colon)...])
        }

        var host: String {
            guard isLiteral, let port else { return authority }
            return String(authority.dropLast(port.count + 1))
        }
    }
}
