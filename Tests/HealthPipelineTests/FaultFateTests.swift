import HealthModel
import HealthOutbox
import HealthTesting
import Testing

@testable import HealthPipeline

/// The faults of the outbox reference (section 14, T6), each alone, over the real drain: what becomes of the message
/// and of its lane, and that everything arrives once the fault is over.
@Suite struct FaultFateTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        /// For the first requests; all that follow are answered with 200.
        let faults: [FaultBehaviour]
        /// Of the first attempt.
        let fates: Set<Verdict.Fate>
        /// After the first pass.
        let state: MessageState
        var lane = LaneState.open
        /// Attempts that the message was charged with in the first pass.
        var charged = 0
        /// Whether the message may have arrived in the first attempt.
        var isUnclear = false
        var length = 100
        var settings: [String] = []

        var testDescription: String { name }
    }

    /// Bigger than all socket buffers of a connection.
    static let big = 8 << 20

    /// The answer was lost, or something like it.
    static func unclear(
        _ name: String, _ faults: FaultBehaviour..., length: Int = 100
    ) -> Case {
        Case(
            name: name, faults: faults, fates: [.ambiguous], state: .ready, charged: 1,
            isUnclear: true, length: length)
    }

    static func delivered(
        _ name: String, _ faults: FaultBehaviour..., length: Int = 100
    ) -> Case {
        Case(name: name, faults: faults, fates: [.ok], state: .delivered, length: length)
    }

    static func refused(
        _ name: String, _ fault: FaultBehaviour, _ fate: Verdict.Fate, lane: LaneState = .open,
        charged: Int = 0, settings: [String] = []
    ) -> Case {
        Case(
            name: name, faults: [fault], fates: [fate], state: .ready, lane: lane, charged: charged,
            settings: settings)
    }

    static let cases: [Case] = [
        unclear("accept and never answer", .deaf),
        unclear("request read, never an answer", .silent),
        unclear("RST in the status line", .reset(.inStatusLine)),
        unclear("RST after half the body", .reset(.afterHalfBody), length: big),
        unclear("RST after the whole body, no answer", .reset(.afterBody)),
        unclear(
            "200 before the body was read, then RST",
            .answerEarly(CannedAnswer(200), isPolite: false), length: big),
        unclear("body never read", .deaf, length: big),
        unclear("slow reader", .slowReader(pause: .milliseconds(100)), length: big),
        unclear("slow answer", .slowAnswer(CannedAnswer(200), pause: .milliseconds(300))),
        unclear("garbage instead of HTTP", .raw("garbage\r\n\r\nmore\r\n")),
        unclear("closed without an answer", .raw("")),
        delivered(
            "late, but within the timeout",
            .answerLate(after: .milliseconds(300), CannedAnswer(200))),
        delivered("RST in mid-headers, behind the status", .reset(.inHeaders)),
        delivered("200, then RST", .reset(.afterAnswer)),
        delivered(
            "truncated chunked answer",
            .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab")),
        delivered(
            "Content-Length longer than the answer",
            .raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort")),
        delivered("endless answer", .endlessBody),
        delivered("answer headers of 1 MiB", .hugeHead(bytes: 1 << 20)),
        delivered("100 Continue never sent", .ignoresExpect(CannedAnswer(200)), length: 2 << 20),
        delivered("413 is not the last word when a smaller body passes", .ok),
        refused("500", .status(500), .temporary, charged: 1),
        refused("502", .status(502), .temporary, charged: 1),
        refused("409", .status(409), .temporary, charged: 1),
        refused(
            "413 with Retry-After", .status(413, headers: ["Retry-After: 5"]), .temporary,
            charged: 1),
        refused("429", .status(429), .throttle, lane: .throttled),
        refused("503", .status(503), .throttle, lane: .throttled),
        refused("511", .status(511), .portal, lane: .broken),
        refused(
            "captive portal", .status(200, headers: ["Content-Type: text/html"], body: "<html>"),
            .portal, lane: .broken, settings: ["expect: json"]),
        refused("401", .status(401), .laneAuth, lane: .held),
        refused("403", .status(403), .laneAuth, lane: .held),
        refused("404, once", .status(404), .laneConfiguration),
        refused("410", .status(410), .laneConfiguration, lane: .disabled),
        refused("301", .status(301, headers: ["Location: /x"]), .laneConfiguration, lane: .held),
        refused("307", .status(307, headers: ["Location: /x"]), .laneConfiguration, lane: .held),
    ]

    @Test(arguments: cases)
    func `each fault has its fate, and is no reason to lose anything`(fault: Case) throws {
        let server = try FaultServer(script: fault.faults + [.ok])
        defer { server.stop() }
        let bench = try DrainBench(url: server.url(), settings: fault.settings)
        let body = [UInt8](repeating: UInt8(ascii: "x"), count: fault.length)
        let id = try #require(try bench.enqueue([body]).first)
        try bench.pass()

        let first = try #require(bench.verdicts.first)
        #expect(fault.fates.contains(first.fate), "\(first)")
        #expect(try bench.state(id) == fault.state)
        #expect(try bench.lane?.state == fault.lane)
        if let summary = try bench.outbox.detail(of: id)?.summary, summary.state == .ready {
            #expect(summary.attempts == fault.charged)
            #expect(summary.maybeDelivered == fault.isUnclear)
        }

        // The fault is over: a person opens what only a person can, the rest comes by itself.
        if try bench.lane.map({ $0.state == .held || $0.state == .disabled }) == true {
            _ = try bench.outbox.change(.all, .release(force: false), actor: "test", dryRun: false)
        }
        try bench.untilQuiet()
        try expectDelivered(id, body, bench, server, isUnclear: fault.isUnclear)
    }

    /// I3, I4 and I16 for one message.
    private func expectDelivered(
        _ id: Identifier, _ body: [UInt8], _ bench: DrainBench, _ server: FaultServer,
        isUnclear: Bool
    ) throws {
        let receipt = try #require(try bench.outbox.receipt(of: id))
        #expect(receipt.outcome == .delivered)
        #expect(receipt.maybeDuplicate == isUnclear)
        server.stop()
        let whole = server.requests.filter(\.isComplete)
        #expect(!whole.isEmpty)
        #expect(whole.allSatisfy { $0.bodyDigest == digest(body) })
        #expect(server.requests.allSatisfy { $0["session-id"] == id.wireText })
    }

    @Test func `an endpoint that is down costs no attempt, and everything arrives when it is back`()
        throws
    {
        let down = try FaultServer()
        let url = down.url()
        down.stop()
        let bench = try DrainBench(url: url)
        let ids = try bench.enqueue((0..<8).map { Array("{\"data\":\($0)}".utf8) })
        for _ in 0..<4 {
            try bench.pass()
            bench.clock.advance(1000)
        }
        #expect(Set(bench.verdicts.map(\.fate)) == [.laneNetwork])
        #expect(try bench.lane?.state == .broken)
        for id in ids {
            #expect(try bench.outbox.detail(of: id)?.summary.attempts == 0)
            #expect(try bench.outbox.detail(of: id)?.summary.maybeDelivered == false)
        }
        let server = try FaultServer()
        defer { server.stop() }
        try bench.reconfigure(url: server.url())
        try bench.untilQuiet()
        #expect(try ids.allSatisfy { try bench.state($0) == .delivered })
        #expect(server.requests.count == ids.count)
    }

    @Test func `a name that does not exist costs no attempt either`() throws {
        let bench = try DrainBench(url: "http://hae.invalid/")
        let id = try bench.enqueueOne()
        try bench.pass()
        #expect(bench.verdicts.map(\.fate) == [.laneNetwork])
        #expect(try bench.outbox.detail(of: id)?.summary.attempts == 0)
    }

    @Test func `an idle connection that the server closed costs nothing`() throws {
        let server = try FaultServer(.ok, .reset(.beforeRequest), .ok)
        defer { server.stop() }
        let bench = try DrainBench(url: server.url(), "order: strict", "concurrency_max: 1")
        let ids = try bench.enqueue([[1], [2]])
        try bench.pass()
        #expect(try ids.allSatisfy { try bench.state($0) == .delivered })
        #expect(server.requests.map { $0["session-id"] } == ids.map(\.wireText))
    }

    @Test(arguments: [407, 502])
    func `a proxy that refuses answers for itself`(status: Int) throws {
        let proxy = try FaultServer(.status(status))
        defer { proxy.stop() }
        let bench = try DrainBench(url: "https://localhost:1/", "proxy: \(proxy.url())")
        let id = try bench.enqueueOne()
        try bench.pass()
        #expect(bench.verdicts.map(\.fate) == [status == 407 ? .laneAuth : .laneNetwork])
        #expect(try bench.lane?.state == (status == 407 ? .held : .open))
        #expect(try bench.outbox.detail(of: id)?.summary.attempts == 0)
    }
}
