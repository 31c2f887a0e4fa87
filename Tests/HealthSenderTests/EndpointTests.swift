import HealthModel
import Testing

@testable import HealthSender

@Suite struct EndpointTests {
    @Test(arguments: [
        "ftp://example.org/", "file:///etc/passwd", "example.org/x", "", "http://", "http://a b/",
        "http://example.org/\r\nX: y", "http://user@example.org/",
        "http://user:word@example.org/", "http://example.org:99999/", "//host.example/",
    ])
    func `URLs that are refused, and not quoted`(url: String) {
        let problems = Endpoint(url: url).problems()
        #expect(problems.map(\.kind) == [.url])
        #expect(problems.allSatisfy { url.isEmpty || !$0.description.contains(url) })
    }

    @Test func `all problems at once`() {
        var endpoint = Endpoint(
            url: "gopher://x/", headers: [HeaderField("Host", "x"), HeaderField("A", "b\nc")])
        endpoint.caFile = "/nonexistent/ca.pem"
        #expect(
            endpoint.problems().map(\.kind) == [.url, .forbiddenHeader, .headerValue, .file])
    }

    @Test func `host and port as libcurl reads them`() throws {
        let url = try EndpointURL("https://[fe80::1]:8443/x?y")
        #expect((url.scheme, url.host, url.port) == ("https", "fe80::1", 8443))
        #expect(try EndpointURL("HTTP://0x7f.1/").host == "127.0.0.1")
        #expect(try EndpointURL("http://example.org").port == 80)
    }

    @Test(arguments: [
        ("http://a.example/", ["http_proxy": "p:1"], "http://p:1"),
        ("http://a.example/", ["HTTP_PROXY": "p:1"], ""),
        ("https://a.example/", ["HTTPS_PROXY": "http://p:1"], "http://p:1"),
        ("https://a.example/", ["http_proxy": "p:1"], ""),
        ("https://a.example/", ["all_proxy": "socks5h://p:1"], "socks5h://p:1"),
        ("http://a.example/", ["http_proxy": "p:1", "no_proxy": "b.example, .EXAMPLE"], ""),
        ("http://a.example/", ["http_proxy": "p:1", "no_proxy": "*"], ""),
        ("http://a.example/", ["http_proxy": "p:1", "NO_PROXY": "xample"], "http://p:1"),
        ("http://10.1.2.3/", ["http_proxy": "p:1", "no_proxy": "10.0.0.0/8"], ""),
        ("http://11.1.2.3/", ["http_proxy": "p:1", "no_proxy": "10.0.0.0/8"], "http://p:1"),
    ])
    func `the environment's proxy`(url: String, environment: [String: String], proxy: String) throws
    {
        let url = try EndpointURL(url)
        #expect(try ProxyRoute.resolve(.environment, url: url) { environment[$0] } == proxy)
        #expect(try ProxyRoute.resolve(.none, url: url) { environment[$0] } == "")
    }

    @Test(arguments: ["ftp://p:1", "http://", ""])
    func `proxies that are none`(proxy: String) {
        var endpoint = Endpoint(url: "http://example.org/")
        endpoint.proxy = .url(proxy)
        #expect(endpoint.problems().map(\.kind) == [.proxy])
    }
}
