import HealthModel
import Testing

@testable import HealthSender

@Suite struct AddressGuardTests {
    @Test(arguments: [
        ("127.0.0.1", true), ("127.255.255.255", true), ("128.0.0.1", false), ("10.1.2.3", true),
        ("11.0.0.0", false), ("172.15.255.255", false), ("172.16.0.0", true),
        ("172.31.255.255", true),
        ("172.32.0.0", false), ("192.168.0.1", true), ("192.169.0.1", false), ("169.254.1.1", true),
        ("100.64.0.1", false), ("0.0.0.0", false), ("8.8.8.8", false), ("::1", true), ("::", false),
        ("[::1]", true), ("fe80::1%eth0", true), ("febf::1", true), ("fec0::1", false),
        ("fc00::1", true),
        ("fdff::1", true), ("fe00::1", false), ("2001:db8::1", false), ("::ffff:10.0.0.1", true),
        ("::ffff:8.8.8.8", false), ("::ffff:7f00:1", true), ("64:ff9b::10.0.0.1", false),
        ("localhost", false), ("", false), ("10.0.0", false), ("10.0.0.0.1", false),
    ])
    func `private addresses`(address: String, isPrivate: Bool) {
        #expect(AddressGuard().isPrivate(address) == isPrivate)
    }

    /// Scheme plain, secret, flag, host, connected address, proxy; allowed.
    static let requests: [(Bool, Bool, Bool, String, String, Bool, Bool)] = [
        (false, true, false, "example.org", "8.8.8.8", false, true),
        (true, false, false, "example.org", "8.8.8.8", false, true),
        (true, true, true, "example.org", "8.8.8.8", false, true),
        (true, true, false, "example.org", "8.8.8.8", false, false),
        (true, true, false, "example.org", "192.168.1.1", false, true),
        (true, true, false, "192.168.1.1", "192.168.1.1", true, true),
        (true, true, false, "localhost", "127.0.0.1", true, true),
        (true, true, false, "example.org", "192.168.1.1", true, false),
        (true, true, false, "192.168.1.1", "8.8.8.8", true, false),
        (true, true, true, "example.org", "8.8.8.8", true, true),
        (false, true, false, "example.org", "8.8.8.8", true, true),
    ]

    @Test func `a secret goes over plain http to private addresses only`() {
        for (isPlain, secret, flag, host, address, proxy, isAllowed) in AddressGuardTests.requests {
            let refusal = AddressGuard().refusal(
                isPlain: isPlain, carriesSecret: secret, allowInsecure: flag, host: host,
                connected: address, throughProxy: proxy)
            #expect((refusal == nil) == isAllowed, "\(host) \(address) \(proxy)")
        }
    }

    @Test(arguments: [
        ("http://8.8.8.8/", true), ("http://[2001:db8::1]:80/", true), ("http://134744072/", true),
        ("http://10.0.0.1/", false), ("http://example.org/", false), ("https://8.8.8.8/", false),
        ("http://[::ffff:8.8.8.8]/", true), ("http://0x7f.1/", false),
    ])
    func `literal addresses are judged when the configuration is read`(url: String, isRefused: Bool)
    {
        var endpoint = Endpoint(url: url, headers: [HeaderField("api-key", "x")])
        #expect(endpoint.problems().map(\.kind) == (isRefused ? [.insecure] : []))
        endpoint.allowInsecure = true
        #expect(endpoint.problems().isEmpty)
        #expect(Endpoint(url: url).problems().isEmpty)
    }

    @Test(arguments: ["10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "x/8", "10.0.0.0/8/8", ""])
    func `blocks that are none`(text: String) {
        #expect(AddressRange(text) == nil)
    }
}
