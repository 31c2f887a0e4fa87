internal import CCurl

/// What must be known of a URL before and while it is used, read by libcurl's own parser, so that both agree.
struct EndpointURL: Sendable, Equatable {
    var scheme: String
    /// Without brackets; numeric forms such as `0x7f.1` come out as dotted-quad.
    var host: String
    var port: Int

    /// The scheme is http: everything can be read on the way.
    var isPlain: Bool { scheme == "http" }

    /// - Throws: `EndpointError` where the text is no absolute http or https URL, or carries a user name.
    init(_ text: String) throws(EndpointError) {
        guard !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7f }) else {
            throw EndpointURL.error("contains a blank or a control character; percent-encode it")
        }
        let parts = try EndpointURL.parts(text, allowed: ["http", "https"], place: "url")
        guard parts.user == nil else {
            throw EndpointURL.error(
                "contains a user name; put it into an Authorization header instead")
        }
        (scheme, host, port) = (parts.scheme, parts.host, parts.port)
    }

    struct Parts {
        var scheme: String
        var host: String
        var port: Int
        var user: String?
    }

    /// Takes a URL apart. The errors never quote it, as it may hold a secret.
    static func parts(_ text: String, allowed: [String], place: String) throws(EndpointError)
        -> Parts
    {
        guard let url = unsafe curl_url() else {
            throw EndpointError(.url, place, "The \(place) could not be read: out of memory.")
        }
        defer { unsafe curl_url_cleanup(url) }
        let flags = UInt32(CURLU_NON_SUPPORT_SCHEME)
        guard unsafe curl_url_set(url, CURLUPART_URL, text, flags) == CURLUE_OK,
            let scheme = unsafe part(url, CURLUPART_SCHEME)?.lowercased(),
            var host = unsafe part(url, CURLUPART_HOST), !host.isEmpty
        else {
            throw error("is not an absolute URL such as https://example.org/path", place: place)
        }
        guard allowed.contains(scheme) else {
            throw error(
                "has a scheme that is not allowed; use \(allowed.joined(separator: ", "))",
                place: place)
        }
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        let port = unsafe part(url, CURLUPART_PORT, flags: UInt32(CURLU_DEFAULT_PORT)).flatMap {
            Int($0)
        }
        return Parts(
            scheme: scheme, host: host, port: port ?? 0, user: unsafe part(url, CURLUPART_USER))
    }

    private static func part(_ url: OpaquePointer, _ part: CURLUPart, flags: UInt32 = 0) -> String?
    {
        var text: UnsafeMutablePointer<CChar>?
        guard unsafe curl_url_get(url, part, &text, flags) == CURLUE_OK, let text = unsafe text
        else {
            return nil
        }
        defer { unsafe curl_free(text) }
        return unsafe String(cString: text)
    }

    private static func error(_ complaint: String, place: String = "url") -> EndpointError {
        EndpointError(place == "url" ? .url : .proxy, place, "The \(place) \(complaint).")
    }
}
