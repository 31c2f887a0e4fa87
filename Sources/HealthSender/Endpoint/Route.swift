internal import HealthModel

/// An endpoint that was checked and taken apart, for all requests that go there unchanged.
struct Route: Sendable {
    let endpoint: Endpoint
    let url: EndpointURL
    /// The proxy's URL; empty for a direct connection.
    let proxy: String
    /// The user's headers that are sent.
    let headers: [HeaderField]
    /// Their names in lower case.
    let headerKeys: Set<String>
    let carriesSecret: Bool
    /// Hides the endpoint's secrets.
    let redactor: Redactor

    /// - Throws: `EndpointError` for whatever keeps every request to this endpoint from being sent.
    init(_ endpoint: Endpoint, addressGuard: AddressGuard) throws(EndpointError) {
        self.endpoint = endpoint
        headers = try HeaderRules.checked(user: endpoint.headers)
        headerKeys = Set(headers.map(\.key))
        url = try EndpointURL(endpoint.url)
        proxy = try ProxyRoute.resolve(endpoint.proxy, url: url)
        carriesSecret = endpoint.carriesSecret
        redactor = Redactor(hiding: endpoint.hiddenTexts)
        let refusal = addressGuard.refusal(
            isPlain: url.isPlain, carriesSecret: carriesSecret,
            allowInsecure: endpoint.allowInsecure, host: url.host)
        if let refusal { throw EndpointError(.insecure, "url", refusal) }
    }

    /// Why a request may not be sent over a connection to this address; `nil` when it may.
    func refusal(connectedTo address: String, by addressGuard: AddressGuard) -> String? {
        addressGuard.refusal(
            isPlain: url.isPlain, carriesSecret: carriesSecret,
            allowInsecure: endpoint.allowInsecure, host: url.host, connected: address,
            throughProxy: !proxy.isEmpty)
    }
}
