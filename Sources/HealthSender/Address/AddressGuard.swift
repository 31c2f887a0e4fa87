/// Keeps secrets off plain http to the open internet. Source: section 12 of the outbox reference.
///
/// Pure functions over texts: the same rule serves the check of a configuration, where only a literal address
/// is known, and the check of every request, where libcurl tells the address that it is connected to.
public struct AddressGuard: Sendable {
    /// Addresses at which a secret over plain http is no leak: loopback, private and link-local networks.
    ///
    /// 100.64.0.0/10 is missing on purpose: it may be a carrier's network.
    public static let privateRanges: [AddressRange] = [
        "127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16",
        "fe80::/10", "fc00::/7",
    ].compactMap(AddressRange.init)

    private let ranges: [AddressRange]

    /// - Parameter ranges: The addresses that count as private.
    public init(ranges: [AddressRange] = AddressGuard.privateRanges) {
        self.ranges = ranges
    }

    /// Whether this is a numeric address that counts as private; IPv4-mapped IPv6 is unwrapped first.
    public func isPrivate(_ address: String) -> Bool {
        guard let address = IPAddress(address) else { return false }
        return ranges.contains { $0.contains(address) }
    }

    /// Why a request may not go to a host, judged by its text alone; `nil` when it may, or when only the connected
    /// address can tell.
    ///
    /// - Parameters:
    ///   - isPlain: The scheme is http.
    ///   - carriesSecret: URL or headers carry one.
    ///   - host: A name or a literal address. Names pass here.
    public func refusal(isPlain: Bool, carriesSecret: Bool, allowInsecure: Bool, host: String)
        -> String?
    {
        guard isPlain, carriesSecret, !allowInsecure, IPAddress(host) != nil, !isPrivate(host)
        else {
            return nil
        }
        return AddressGuard.advice("the address is not private")
    }

    /// Why a request may not be sent over the connection that was made for it; `nil` when it may.
    ///
    /// - Parameters:
    ///   - connected: The numeric address at the other end: the server's, or the proxy's.
    ///   - throughProxy: Then the proxy sees the secret and resolves the name: both the proxy and the literal host
    ///     have to be private.
    public func refusal(
        isPlain: Bool, carriesSecret: Bool, allowInsecure: Bool, host: String, connected: String,
        throughProxy: Bool
    ) -> String? {
        guard isPlain, carriesSecret, !allowInsecure else { return nil }
        guard isPrivate(connected) else {
            return AddressGuard.advice(
                throughProxy ? "the proxy's address is not private" : "the address is not private")
        }
        guard throughProxy, host.lowercased() != "localhost", !isPrivate(host) else { return nil }
        return AddressGuard.advice("the proxy may connect to an address that is not private")
    }

    private static func advice(_ cause: String) -> String {
        "address not allowed: a secret over plain http, and \(cause); use https, or set allow_insecure: true"
    }
}
