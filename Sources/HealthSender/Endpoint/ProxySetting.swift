/// How a lane reaches its endpoint: `proxy:` of the configuration.
public enum ProxySetting: Sendable, Equatable {
    /// Directly, whatever the environment says.
    case none
    /// As `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy` of this process say.
    case environment
    /// Through this proxy: `http`, `https`, `socks4`, `socks4a`, `socks5` or `socks5h`, with host and port.
    case url(String)
}
