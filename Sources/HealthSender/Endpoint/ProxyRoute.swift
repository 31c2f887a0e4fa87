internal import Glibc

/// Which proxy a request goes through, decided here and told to libcurl, so that the address guard knows it too.
enum ProxyRoute {
    /// Schemes that libcurl speaks to a proxy.
    static let schemes = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"]

    /// The proxy's URL, or empty text for a direct connection.
    ///
    /// - Parameter environment: Looks up a variable of the environment; empty ones count as absent.
    static func resolve(
        _ setting: ProxySetting, url: EndpointURL,
        environment: (String) -> String? = ProxyRoute.variable
    ) throws(EndpointError) -> String {
        let proxy: String
        switch setting {
        case .none: return ""
        case .url(let text): proxy = text
        case .environment:
            guard let text = fromEnvironment(url, environment) else { return "" }
            proxy = text
        }
        let absolute = proxy.contains("://") ? proxy : "http://" + proxy
        _ = try EndpointURL.parts(absolute, allowed: schemes, place: "proxy")
        return absolute
    }

    /// As libcurl does it: upper-case HTTP_PROXY is ignored, since a CGI program's caller can set it.
    private static func fromEnvironment(_ url: EndpointURL, _ variable: (String) -> String?)
        -> String?
    {
        let exceptions = variable("no_proxy") ?? variable("NO_PROXY") ?? ""
        if isException(host: url.host, in: exceptions) { return nil }
        let own =
            url.isPlain
            ? variable("http_proxy") : variable("https_proxy") ?? variable("HTTPS_PROXY")
        return own ?? variable("all_proxy") ?? variable("ALL_PROXY")
    }

    /// Whether `no_proxy` names a host: `*`, a domain with all below it, an address, or a block of addresses.
    static func isException(host: String, in list: String) -> Bool {
        let host = host.lowercased()
        let address = IPAddress(host)
        return list.split(whereSeparator: { $0 == "," || $0 == " " }).contains { entry in
            if entry == "*" { return true }
            if let address { return AddressRange(String(entry))?.contains(address) ?? false }
            let domain = entry.lowercased().drop { $0 == "." }
            return !domain.isEmpty && (host == domain || host.hasSuffix("." + domain))
        }
    }

    private static func variable(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        let text = unsafe String(cString: value)
        return text.isEmpty ? nil : text
    }
}
