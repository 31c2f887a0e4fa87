import HealthModel
import HealthTesting
import Testing

@testable import HealthSender

@Suite struct ConnectionCheckTests {
    @Test func `a connection is made and nothing is sent`() throws {
        let server = try FaultServer()
        defer { server.stop() }
        let report = ConnectionCheck().connect(to: Endpoint(url: server.url()))
        #expect(report.isGood && report.verdict == nil)
        #expect(report.facts.count == 1)
        #expect(
            report.facts.first?.text.hasPrefix("connected to 127.0.0.1 port \(server.port) in")
                == true)
        server.stop()
        #expect(server.requests.isEmpty)
    }

    @Test func `a body is posted, and the answer told`() throws {
        let server = try FaultServer(.ok, .status(302, headers: ["Location: http://b.example/"]))
        defer { server.stop() }
        let parcel = Parcel(server.url())
        let good = ConnectionCheck().post(parcel.request(tag: 1), to: parcel.endpoint)
        #expect(good.isGood && good.verdict?.fate == .ok)
        #expect(good.facts.last?.text == "posted 11 bytes: 200 OK")
        let moved = ConnectionCheck().post(parcel.request(tag: 1), to: parcel.endpoint)
        #expect(!moved.isGood)
        #expect(moved.facts.last?.text == "the server points to http://b.example/")
    }

    @Test func `what fails is said in words`() throws {
        let server = try FaultServer()
        let url = server.url()
        server.stop()
        let refused = ConnectionCheck().connect(to: Endpoint(url: url))
        #expect(refused.facts == [.init(isGood: false, text: "could not connect (curl 7)")])
        let unknown = ConnectionCheck().connect(to: Endpoint(url: "http://hae.invalid/"))
        #expect(unknown.facts == [.init(isGood: false, text: "could not find the host (curl 6)")])
        let wrong = ConnectionCheck().connect(to: Endpoint(url: "ftp://a.example/"))
        #expect(wrong.facts.map(\.isGood) == [false])
    }

    @Test func `a secret over plain http to an open address is not posted`() throws {
        let server = try FaultServer()
        defer { server.stop() }
        var options = TransferOptions()
        options.addressGuard = AddressGuard(ranges: [])
        let endpoint = Endpoint(
            url: "http://localhost:\(server.port)/", headers: [HeaderField("api-key", "k3y")])
        let parcel = Parcel(server.url())
        let report = ConnectionCheck(options: options).post(parcel.request(tag: 1), to: endpoint)
        #expect(!report.isGood && report.verdict == nil)
        #expect(report.facts.last?.text.hasPrefix("address not allowed") == true)
        server.stop()
        #expect(server.requests.isEmpty)
    }

    @Test(.enabled(if: TLSTools.areAvailable, "needs openssl and python3 with ssl"))
    func `the certificate is described`() throws {
        let authority = try TestAuthority()
        defer { authority.remove() }
        let server = try TLSServer(.plain, certificate: authority.file(.good))
        defer { server.stop() }
        var endpoint = Endpoint(url: server.url())
        endpoint.caFile = authority.caFile
        let report = ConnectionCheck().connect(to: endpoint)
        #expect(report.isGood && report.facts.count == 2)
        let text = try #require(report.facts.last?.text)
        #expect(
            text.contains(
                "certificate of CN = good, issued by CN = hae test authority, valid until"))
        endpoint.caFile = nil
        let distrusted = ConnectionCheck().connect(to: endpoint)
        #expect(distrusted.facts.map(\.isGood) == [false])
        #expect(
            distrusted.facts.first?.text.hasPrefix("the server's certificate is not trusted")
                == true)
    }
}
