public import HealthModel

/// Where a request goes and how: one automation's delivery settings, with every reference to a secret resolved.
///
/// A value made anew for each attempt, since secrets and configuration may change between two; it is never
/// stored and never printed. Not to be confused with the lane, which only names the connections to use.
public struct Endpoint: Sendable, Equatable {
    /// `http` or `https`, with everything that follows; sent unchanged but for the fragment.
    public var url: String
    /// The user's headers in the order of the configuration; they win over those of the request.
    public var headers: [HeaderField]
    /// How long the server may take, without the time that the body needs at 16 KiB/s. Default 60 s.
    public var timeout: Duration = .seconds(60)
    /// Default: none, not even the environment's.
    public var proxy: ProxySetting = .none
    /// A PEM file with the only authorities to trust; `nil` trusts those of the system.
    public var caFile: String?
    /// PEM files of the client's certificate and its key; the key may stand in the first.
    public var clientCertificate: String?
    public var clientKey: String?
    /// Allows secrets over plain http to addresses that are not private.
    public var allowInsecure = false
    /// Every resolved secret in URL and headers, so that answers which echo one can be cleaned before display.
    public var secrets: [String]
    /// `expect: json`: an HTML answer is a captive portal.
    public var expectsJSON = false
    /// The server refused `Expect: 100-continue` with 417 before: never send it.
    public var noExpect = false
    /// `HOST:PORT:ADDRESS` entries that stand in for DNS. For tests of names whose address changes.
    var resolveOverrides: [String] = []

    public init(url: String, headers: [HeaderField] = [], secrets: [String] = []) {
        (self.url, self.headers, self.secrets) = (url, headers, secrets)
    }

    /// Whether URL or headers carry a secret, referenced or literal in a header whose name says so.
    public var carriesSecret: Bool {
        secrets.contains { !$0.isEmpty } || headers.contains { $0.namesSecret && !$0.value.isEmpty }
    }

    /// All texts that no display may show: the secrets, and the values of headers named like one.
    ///
    /// Of `Bearer x` both the whole and `x` count.
    var hiddenTexts: [String] {
        var texts = secrets
        for header in headers where header.namesSecret {
            texts.append(header.value)
            if let blank = header.value.firstIndex(of: " ") {
                texts.append(String(header.value[blank...].drop { $0 == " " }))
            }
        }
        return texts.filter { !$0.isEmpty }
    }
}
