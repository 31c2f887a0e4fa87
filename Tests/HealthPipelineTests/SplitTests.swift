import Foundation
import HealthModel
import HealthOutbox
import HealthTesting
import Testing

@testable import HealthPipeline

/// 413, 415 and 417 over the real drain: what the receiver cannot take is made again so that it can.
@Suite struct SplitTests {
    private static func body(points: Int) -> [UInt8] {
        metricsBody([("step_count", (0..<points).map(point))])
    }

    /// The numbers of the points in all complete bodies that were answered with 200.
    private static func pointsTaken(_ server: FaultServer, upTo limit: Int) -> [Int] {
        server.requests.filter { $0.bodyLength <= limit }.flatMap { request in
            let text = String(decoding: request.bodyStart, as: UTF8.self)
            return text.split(separator: "\"qty\":").dropFirst().compactMap {
                Int($0.prefix { $0.isNumber })
            }
        }
    }

    private static func refusing(above limit: Int) -> FaultBehaviour {
        .decide { CannedAnswer($0.bodyLength > Int64(limit) ? 413 : 200) }
    }

    @Test func `a body that is too large is cut until every piece passes, in one pass`() throws {
        let limit = 700
        let server = try FaultServer(Self.refusing(above: limit))
        defer { server.stop() }
        let bench = try DrainBench(url: server.url())
        let id = try #require(try bench.enqueue([Self.body(points: 20)], records: 20).first)
        try bench.pass()
        let receipt = try #require(try bench.outbox.receipt(of: id))
        #expect(receipt.outcome == .split)
        #expect(try bench.outbox.stats().messages == 0)
        #expect(Self.pointsTaken(server, upTo: limit).sorted() == Array(0..<20))
        #expect(Set(server.requests.map { $0["session-id"] }).count == server.requests.count)
        let run = try #require(try bench.outbox.runs(RunSelection()).first?.run)
        #expect(run.state == .delivered)
    }

    @Test func `the next body of that size is cut without asking, and the next run told the limit`()
        throws
    {
        let server = try FaultServer(Self.refusing(above: 700))
        defer { server.stop() }
        let bench = try DrainBench(url: server.url())
        try bench.enqueue([Self.body(points: 20)], records: 20)
        try bench.pass()
        let asked = server.requests.count { $0.bodyLength > 700 }
        try bench.enqueue([Self.body(points: 20)], records: 20)
        try bench.pass()
        #expect(server.requests.count { $0.bodyLength > 700 } == asked)
        #expect(try bench.outbox.stats().messages == 0)
        let run = try bench.outbox.openRun(
            NewRun(
                automation: bench.automation, automationName: DrainBench.name, kind: .manual,
                storeID: "s", generation: 1, configDigest: []))
        let most = try #require(run.bodyLimit)
        #expect(most <= 700 && most >= 350)
    }

    @Test func `one record that is too large is dead, and says why`() throws {
        let server = try FaultServer(Self.refusing(above: 50))
        defer { server.stop() }
        let bench = try DrainBench(url: server.url())
        let ids = try bench.enqueue([Self.body(points: 1), Array("{}".utf8)])
        try bench.untilQuiet()
        let dead = try #require(try bench.outbox.detail(of: ids[0])?.summary)
        #expect(dead.state == .dead)
        #expect(dead.reason == "413 Content Too Large")
        #expect(try bench.state(ids[1]) == .delivered)
    }

    @Test func `413 before the body was read counts like any other`() throws {
        let server = try FaultServer(
            .answerEarly(CannedAnswer(413), isPolite: true), Self.refusing(above: 2 << 20))
        defer { server.stop() }
        let bench = try DrainBench(url: server.url())
        let id = try #require(
            try bench.enqueue([Self.body(points: 30_000)], records: 30_000).first)
        try bench.untilQuiet()
        #expect(try bench.outbox.receipt(of: id)?.outcome == .split)
        #expect(try bench.outbox.stats().messages == 0)
    }

    @Test func `gzip is sent as such, and cut as such`() throws {
        let plain = Self.body(points: 400)
        let server = try FaultServer(
            .decide { request in
                #expect(request["content-encoding"] == "gzip")
                return CannedAnswer(request.bodyLength > 500 ? 413 : 200)
            })
        defer { server.stop() }
        let bench = try DrainBench(url: server.url(), "compression: gzip")
        let id = try #require(
            try bench.enqueue([gzipped(plain)], records: 400, encoding: "gzip").first)
        try bench.untilQuiet()
        #expect(try bench.outbox.receipt(of: id)?.outcome == .split)
        #expect(try bench.outbox.stats().messages == 0)
    }

    @Test func `gzip is given up where the receiver refuses it, for what is queued as well`()
        throws
    {
        let plain = Self.body(points: 400)
        let plainly = try FaultServer(
            .decide { request in
                request["content-encoding"] == nil
                    ? CannedAnswer(200)
                    : CannedAnswer(415, headers: ["Accept-Encoding: identity"])
            })
        defer { plainly.stop() }
        let bench = try DrainBench(url: plainly.url(), "compression: gzip")
        let bodies = try [gzipped(plain), gzipped(plain)]
        let ids = try bench.enqueue(bodies, records: 400, encoding: "gzip")
        try bench.pass()
        for id in ids { #expect(try bench.outbox.receipt(of: id)?.outcome == .replaced) }
        #expect(try bench.outbox.stats().messages == 0)
        // One question, then no more.
        #expect(
            plainly.requests.map { $0["content-encoding"] == nil } == [false, true, true])
        #expect(plainly.requests.last?.bodyDigest == digest(plain))
    }

    @Test func `417 is answered without Expect, at once and for nothing`() throws {
        let server = try FaultServer(
            .decide { CannedAnswer($0["expect"] == nil ? 200 : 417) })
        defer { server.stop() }
        let bench = try DrainBench(url: server.url())
        let id = try #require(
            try bench.enqueue([[UInt8](repeating: 0x20, count: 2 << 20)]).first)
        try bench.pass()
        let receipt = try #require(try bench.outbox.receipt(of: id))
        #expect(receipt.outcome == .delivered && !receipt.maybeDuplicate)
        #expect(server.requests.map { $0["expect"] != nil } == [true, false])
    }
}
