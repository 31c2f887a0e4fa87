import HealthModel
import HealthTesting
import Testing

@testable import HealthSender

@Suite struct SecurityTests {
    static let canary = "c4nary-0f-the-secret"

    private func parcel(_ url: String) -> Parcel {
        Parcel(
            url + "?token=" + SecurityTests.canary,
            headers: [
                HeaderField("Authorization", "Bearer " + SecurityTests.canary),
                HeaderField("X-Custom", SecurityTests.canary),
            ], secrets: [SecurityTests.canary])
    }

    private func texts(_ verdict: Verdict) -> String {
        "\(verdict)"
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func `a redirect is shown and never followed: nothing arrives at the other host`(status: Int)
        throws
    {
        let other = try FaultServer()
        defer { other.stop() }
        let target = other.url("/new?k=" + SecurityTests.canary)
        let server = try FaultServer(
            .status(status, headers: ["Location: \(target)"], body: "moved"))
        defer { server.stop() }
        let verdict = try parcel(server.url()).delivered()
        #expect(verdict.fate == .laneConfiguration && verdict.status == status)
        #expect(verdict.location == other.url("/new?k=[secret]"))
        #expect(!texts(verdict).contains(SecurityTests.canary))
        #expect(other.connectionCount == 0 && server.requests.count == 1)
    }

    @Test func `a redirect to the same host is not followed either`() throws {
        let server = try FaultServer(.status(308, headers: ["Location: /elsewhere"]), .ok)
        defer { server.stop() }
        #expect(try Parcel(server.url()).delivered().fate == .laneConfiguration)
        #expect(server.requests.map(\.target) == ["/"])
    }

    @Test func `an answer that echoes every header shows no secret`() throws {
        let server = try FaultServer(.decide { CannedAnswer(400, body: $0.headText) })
        defer { server.stop() }
        let verdict = try parcel(server.url()).delivered()
        #expect(verdict.fate == .permanent)
        #expect(verdict.responseExcerpt?.contains("authorization: [secret]") == true)
        #expect(!texts(verdict).contains(SecurityTests.canary))
    }

    @Test func `a secret does not leave over plain http to an address that is not private`() throws
    {
        let server = try FaultServer()
        defer { server.stop() }
        // Loopback plays the open internet: no address counts as private.
        for host in ["127.0.0.1", "localhost"] {
            var parcel = parcel("http://\(host):\(server.port)/")
            parcel.options.addressGuard = AddressGuard(ranges: [])
            let verdict = try parcel.delivered()
            #expect(verdict.fate == .laneConfiguration && verdict.phase == .started)
            #expect(verdict.bytesSent == 0)
            #expect(verdict.summary.hasPrefix("address not allowed"))
            #expect(!texts(verdict).contains(SecurityTests.canary))
        }
        server.stop()
        #expect(server.requests.isEmpty)
    }

    @Test func `without a secret, or with the flag, it is sent`() throws {
        let server = try FaultServer()
        defer { server.stop() }
        var open = Parcel(server.url())
        open.options.addressGuard = AddressGuard(ranges: [])
        #expect(try open.delivered().fate == .ok)
        var flagged = parcel(server.url())
        flagged.options.addressGuard = AddressGuard(ranges: [])
        flagged.endpoint.allowInsecure = true
        #expect(try flagged.delivered().fate == .ok)
    }

    @Test func `a name that moves from a private to a public address is noticed`() throws {
        let home = try FaultServer()
        let away = try FaultServer(lastByte: 2)
        defer {
            home.stop()
            away.stop()
        }
        var options = TransferOptions()
        options.addressGuard = AddressGuard(ranges: [try #require(AddressRange(home.address))])
        let sender = Sender(options: options)
        defer { sender.shutdown(drainTimeout: .zero) }
        var fates: [Verdict.Fate] = []
        for (tag, server) in [(Int64(1), home), (2, away)] {
            var parcel = parcel("http://home.example:\(server.port)/")
            parcel.endpoint.resolveOverrides = [
                "home.example:\(server.port):\(server.address)"
            ]
            try sender.submit(parcel.request(tag: tag), to: parcel.endpoint, lane: "lane")
            fates += collect(1, from: sender).map(\.verdict.fate)
        }
        away.stop()
        #expect(fates == [.ok, .laneConfiguration])
        #expect(home.requests.count == 1 && away.requests.isEmpty)
    }

    @Test func `through a plain proxy a secret for a name stays here`() throws {
        let proxy = try FaultServer()
        defer { proxy.stop() }
        var named = parcel("http://home.example/")
        named.endpoint.proxy = .url(proxy.url())
        let verdict = try named.delivered()
        #expect(verdict.fate == .laneConfiguration)
        #expect(verdict.summary.contains("proxy"))
        var literal = parcel("http://10.0.0.1/")
        literal.endpoint.proxy = .url(proxy.url())
        #expect(try literal.delivered().fate == .ok)
        #expect(proxy.requests.count == 1)
        #expect(proxy.requests.first?.target.hasPrefix("http://10.0.0.1/") == true)
    }

    @Test func `headers that could be two are refused before anything is sent`() throws {
        let server = try FaultServer()
        defer { server.stop() }
        let user = Parcel(server.url(), headers: [HeaderField("X", "a\r\nInjected: b")])
        #expect(try user.delivered().fate == .laneConfiguration)
        var frozen = Parcel(server.url())
        frozen.headers.append(HeaderField("automation-name", "a\nInjected: b"))
        #expect(try frozen.delivered().fate == .permanent)
        #expect(server.connectionCount == 0)
    }

    @Test func `credentials in a URL and other protocols are refused before anything is sent`()
        throws
    {
        let server = try FaultServer()
        defer { server.stop() }
        for url in [
            "http://user:pass@127.0.0.1:\(server.port)/", "ftp://127.0.0.1:\(server.port)/",
        ] {
            let verdict = try Parcel(url).delivered()
            #expect(verdict.fate == .laneConfiguration)
            #expect(!verdict.summary.contains("pass"))
        }
        #expect(server.connectionCount == 0)
    }
}
