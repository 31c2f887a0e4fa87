import HealthModel
import HealthOutbox
import HealthSender
import HealthTesting
import Testing

@testable import HealthPipeline

/// Faults of TLS and HTTP/2 over the real drain. Skipped where openssl or python3 is missing.
@Suite(.enabled(if: TLSTools.areAvailable, "needs openssl and python3 with ssl"))
final class TLSFaultTests {
    private let authority: TestAuthority

    init() throws { authority = try TestAuthority() }

    deinit { authority.remove() }

    private func bench(_ server: TLSServer) throws -> DrainBench {
        let bench = try DrainBench(url: server.url(), "ca_file: \(authority.caFile)")
        bench.options.connectTimeout = .milliseconds(500)
        return bench
    }

    @Test(arguments: [TestAuthority.Certificate.expired, .wrongHost, .selfSigned])
    func `a bad certificate holds the lane, and a good one delivers what waited`(
        certificate: TestAuthority.Certificate
    ) throws {
        let bad = try TLSServer(.plain, certificate: authority.file(certificate))
        let bench = try bench(bad)
        let id = try bench.enqueueOne()
        try bench.pass()
        #expect(bad.stop().isEmpty)
        #expect(bench.verdicts.map(\.fate) == [.laneTLS])
        #expect(try bench.lane?.state == .held)
        #expect(try bench.outbox.detail(of: id)?.summary.attempts == 0)

        let good = try TLSServer(.plain, certificate: authority.file(.good))
        try bench.reconfigure(url: good.url(), "ca_file: \(authority.caFile)")
        try bench.pass()
        #expect(try bench.state(id) == .delivered)
        #expect(good.stop().count == 1)
    }

    @Test(arguments: [TLSServer.Mode.stall, .outdated])
    func `a handshake that fails costs no attempt`(mode: TLSServer.Mode) throws {
        let server = try TLSServer(mode, certificate: authority.file(.good))
        defer { server.stop() }
        let bench = try bench(server)
        let id = try bench.enqueueOne()
        try bench.pass()
        #expect(bench.verdicts.map(\.fate) == [.laneNetwork])
        let summary = try bench.outbox.detail(of: id)?.summary
        #expect(summary?.attempts == 0 && summary?.maybeDelivered == false)
    }

    @Test(
        arguments: [
            (.http2Refused, [.laneNetwork, .ambiguous]), (.http2GoAway, [.ambiguous]),
            (.http2Reset, [.ambiguous]),
        ] as [(TLSServer.Mode, Set<Verdict.Fate>)])
    func `a broken HTTP 2 stream is tried again, on a server that is well`(
        mode: TLSServer.Mode, fates: Set<Verdict.Fate>
    ) throws {
        let server = try TLSServer(mode, certificate: authority.file(.good))
        let bench = try bench(server)
        let body = [UInt8](repeating: 0x20, count: 8 << 20)
        let id = try #require(try bench.enqueue([body]).first)
        try bench.pass()
        #expect(!server.stop().isEmpty)
        let verdict = try #require(bench.verdicts.first)
        #expect(fates.contains(verdict.fate))
        #expect(try bench.state(id) == .ready)
        let summary = try #require(try bench.outbox.detail(of: id)?.summary)
        #expect(summary.maybeDelivered == (verdict.fate == .ambiguous))

        let well = try TLSServer(.http2, certificate: authority.file(.good))
        try bench.reconfigure(url: well.url(), "ca_file: \(authority.caFile)")
        try bench.untilQuiet()
        #expect(try bench.state(id) == .delivered)
        #expect(well.stop().map(\.bodyLength) == [Int64(body.count)])
    }

    @Test func `413 as a reset in mid-upload splits the body`() throws {
        let server = try TLSServer(.http2TooLarge, certificate: authority.file(.good))
        let bench = try bench(server)
        let body = metricsBody([("a", (0..<60_000).map(point))])
        let id = try #require(try bench.enqueue([body], records: 60_000).first)
        // This server refuses every size: once is enough.
        let control = DrainControl()
        let report = try bench.drain().run(.onePass, control: control) {
            if $0.inFlight == 0 || bench.verdicts.count > 0 { control.stop() }
        }
        server.stop()
        #expect(report.attempts >= 1)
        #expect(try bench.outbox.receipt(of: id)?.outcome == .split)

        let well = try TLSServer(.http2, certificate: authority.file(.good))
        try bench.reconfigure(url: well.url(), "ca_file: \(authority.caFile)")
        try bench.untilQuiet()
        #expect(try bench.outbox.stats().messages == 0)
        #expect(well.stop().count >= 2)
    }
}
