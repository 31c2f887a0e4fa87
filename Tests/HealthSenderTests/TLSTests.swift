import HealthModel
import HealthTesting
import Testing

@testable import HealthSender

/// Certificates, TLS versions and HTTP/2, against a server in another process. Skipped where openssl or python3 is
/// missing.
@Suite(.enabled(if: TLSTools.areAvailable, "needs openssl and python3 with ssl"))
final class TLSTests {
    private let authority: TestAuthority

    init() throws { authority = try TestAuthority() }

    deinit { authority.remove() }

    private func parcel(_ server: TLSServer) -> Parcel {
        var parcel = Parcel(server.url())
        parcel.endpoint.caFile = authority.caFile
        return parcel
    }

    @Test func `with the right authority it is delivered`() throws {
        let server = try TLSServer(.plain, certificate: authority.file(.good))
        let verdict = try parcel(server).delivered()
        #expect(verdict.fate == .ok)
        #expect(server.stop() == [.init(httpVersion: "http/1.1", bodyLength: 11, client: "-")])
    }

    @Test(arguments: [
        (TestAuthority.Certificate.expired, "expired"), (.wrongHost, "matches target host name"),
        (.selfSigned, "self-signed"),
    ])
    func `a bad certificate is the lane's, with its facts`(
        certificate: TestAuthority.Certificate, word: String
    ) throws {
        let server = try TLSServer(.plain, certificate: authority.file(certificate))
        let verdict = try parcel(server).delivered()
        #expect(verdict.fate == .laneTLS && verdict.phase == .started && verdict.bytesSent == 0)
        #expect(verdict.curlCode == 60)
        #expect(verdict.summary.contains(word), "\(verdict.summary)")
        #expect(server.stop().isEmpty)
    }

    @Test func `the system's authorities do not trust ours, and ours alone does not trust others`()
        throws
    {
        let server = try TLSServer(.plain, certificate: authority.file(.good))
        var parcel = parcel(server)
        parcel.endpoint.caFile = nil
        #expect(try parcel.delivered().fate == .laneTLS)
        #expect(server.stop().isEmpty)
    }

    @Test func `a self-signed certificate can be its own authority`() throws {
        let server = try TLSServer(.plain, certificate: authority.file(.selfSigned))
        var parcel = parcel(server)
        parcel.endpoint.caFile = try authority.file(.selfSigned)
        #expect(try parcel.delivered().fate == .ok)
        server.stop()
    }

    @Test func `a client certificate is shown`() throws {
        let server = try TLSServer(
            .plain, certificate: authority.file(.good), clientAuthority: authority.caFile)
        var parcel = parcel(server)
        parcel.endpoint.clientCertificate = try authority.file(.client)
        #expect(try parcel.delivered().fate == .ok)
        #expect(server.stop().map(\.client) == ["client"])
    }

    @Test func `files that are missing are the lane's`() throws {
        let server = try TLSServer(.plain, certificate: authority.file(.good))
        defer { server.stop() }
        var noAuthority = parcel(server)
        noAuthority.endpoint.caFile = "/nonexistent.pem"
        #expect(try noAuthority.delivered().fate == .laneTLS)
        var noClient = parcel(server)
        noClient.endpoint.clientCertificate = "/nonexistent.pem"
        #expect(try noClient.delivered().fate == .laneTLS)
    }

    @Test func `below TLS 1_2 there is no handshake`() throws {
        let server = try TLSServer(.outdated, certificate: authority.file(.good))
        let verdict = try parcel(server).delivered()
        #expect(verdict.fate == .laneNetwork && verdict.curlCode == 35)
        #expect(server.stop().isEmpty)
    }

    @Test func `a handshake that stalls ends with the connect timeout, and nothing was sent`()
        throws
    {
        let server = try TLSServer(.stall, certificate: authority.file(.good))
        defer { server.stop() }
        var parcel = parcel(server)
        parcel.options.connectTimeout = .milliseconds(300)
        let verdict = try parcel.delivered()
        #expect(verdict.fate == .laneNetwork && verdict.phase == .started)
        #expect(verdict.curlCode == 28 && verdict.bytesSent == 0)
    }

    @Test func `HTTP 2 is used where it is offered`() throws {
        let server = try TLSServer(.http2, certificate: authority.file(.good))
        var parcel = parcel(server)
        parcel.length = 3 << 20
        let verdicts = try parcel.deliver(times: 2)
        #expect(verdicts.map(\.fate) == [.ok, .ok])
        let expected = TLSServer.Request(httpVersion: "h2", bodyLength: 3 << 20, client: "-")
        #expect(server.stop() == [expected, expected])
    }

    @Test(
        arguments: [
            (.http2Refused, [.laneNetwork, .ambiguous]), (.http2GoAway, [.ambiguous]),
            (.http2Reset, [.ambiguous]), (.http2TooLarge, [.tooLarge]),
        ] as [(TLSServer.Mode, Set<Verdict.Fate>)])
    func `faults of HTTP 2`(mode: TLSServer.Mode, fates: Set<Verdict.Fate>) throws {
        let server = try TLSServer(mode, certificate: authority.file(.good))
        var parcel = parcel(server)
        parcel.length = 8 << 20
        let verdict = try parcel.delivered()
        #expect(fates.contains(verdict.fate), "\(verdict)")
        #expect(!server.stop().isEmpty)
    }
}
