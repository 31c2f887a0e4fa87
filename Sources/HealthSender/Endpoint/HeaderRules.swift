internal import HealthModel

/// Which headers may be sent, and how those of the request and the user's become one list.
///
/// libcurl sends what it is given, so that everything which could end a header line early is refused here.
/// Source: section 2 of the wire-format reference, sections 11 and 12 of the outbox reference.
enum HeaderRules {
    /// Names that only the sender sets, in lower case.
    private static let forbidden: Set = [
        "host", "content-length", "content-encoding", "transfer-encoding", "connection",
    ]

    /// The user's headers as they will be sent: without those that are empty, blanks around values removed.
    ///
    /// - Throws: `EndpointError` for the first header that must not be sent; it names the header, never its value.
    static func checked(user headers: [HeaderField]) throws(EndpointError) -> [HeaderField] {
        var checked: [HeaderField] = []
        for header in headers {
            let value = trimmed(header.value)
            if value.isEmpty { continue }
            try check(name: header.name)
            if forbidden.contains(header.key) {
                throw EndpointError(
                    .forbiddenHeader, header.name,
                    "The header \(header.name) is set by hae itself; remove it from the configuration."
                )
            }
            try check(value: value, of: header.name, allowsRaw: true)
            checked.append(HeaderField(header.name, value))
        }
        return checked
    }

    /// The request's own headers: ASCII only, and none that the transport makes itself but Content-Encoding.
    static func checked(frozen headers: [HeaderField]) throws(EndpointError) -> [HeaderField] {
        for header in headers {
            try check(name: header.name)
            let key = header.key
            if forbidden.contains(key), key != "content-encoding" {
                throw EndpointError(
                    .forbiddenHeader, header.name, "The header \(header.name) is made when sending."
                )
            }
            try check(value: header.value, of: header.name, allowsRaw: false)
        }
        return headers
    }

    /// The request's headers but for those that the user sets too, then the user's.
    ///
    /// - Parameter keys: The names of the user's, in lower case.
    static func merge(frozen: [HeaderField], user: [HeaderField], keys: Set<String>)
        -> [HeaderField]
    {
        let kept = keys.isEmpty ? frozen : frozen.filter { !keys.contains($0.key) }
        return kept + user
    }

    private static func check(name: String) throws(EndpointError) {
        guard !name.isEmpty, name.utf8.allSatisfy(isTokenByte) else {
            throw EndpointError(
                .headerName, "headers",
                "A header name is empty or contains a character that names must not have; "
                    + "use letters, digits and hyphens.")
        }
    }

    private static func check(
        value: String, of name: String, allowsRaw: Bool
    ) throws(EndpointError) {
        let isClean = value.utf8.allSatisfy {
            (0x20...0x7e).contains($0) || (allowsRaw && $0 >= 0x80)
        }
        guard isClean else {
            throw EndpointError(
                .headerValue, name,
                "The value of the header \(name) contains a line break or another control character; "
                    + "remove it (a secret file may end with one).")
        }
    }

    /// Whether a byte may stand in a header name: `tchar` of RFC 9110.
    static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    /// Without blanks and tabs at both ends. Line breaks stay, to be refused.
    private static func trimmed(_ value: String) -> String {
        let isBlank = { (character: Character) in character == " " || character == "\t" }
        var rest = value[...].drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return String(rest)
    }
}
