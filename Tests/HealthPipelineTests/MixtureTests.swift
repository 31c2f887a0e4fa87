import Foundation
import HealthModel
import HealthOutbox
import HealthTesting
import Testing

@testable import HealthPipeline

/// The faults of T6 in random mixtures over the real drain: nothing is lost, nothing arrives changed, what arrived
/// twice says so, and everything is delivered when the faults are over.
///
/// The seed is the test's argument, and so stands in every failure. The long form (`HAE_LONG=1`) tries more seeds,
/// among them new ones.
@Suite struct MixtureTests {
    static let isLong = ProcessInfo.processInfo.environment["HAE_LONG"] == "1"

    static let seeds: [UInt64] =
        isLong
        ? Array(1...60) + (0..<20).map { _ in UInt64.random(in: 1000 ... .max) } : [1, 2]

    static let canary = "c4nary-of-the-mixture"

    @Test(arguments: seeds)
    func `in any mixture of faults everything is delivered in the end`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let faults = (0..<40).map { _ in Self.fault(&random) }
        let server = try FaultServer(script: faults + [.ok])
        defer { server.stop() }
        let order = ["none", "run", "strict"].randomElement(using: &random) ?? "run"
        let bench = try DrainBench(
            url: server.url("/?k=\(Self.canary)"), "order: \(order)", "headers:",
            "  api-key: \(Self.canary)", "on_dead: skip")
        var bodies: [String: String] = [:]
        for run in 0..<3 {
            let texts = (0..<4).map { part in
                let size = [100, 70_000, 1_200_000].randomElement(using: &random) ?? 100
                return [UInt8](repeating: UInt8(run * 4 + part), count: size)
            }
            for (id, body) in zip(try bench.enqueue(texts), texts) {
                bodies[id.wireText] = digest(body)
            }
        }
        try settle(bench)
        server.stop()
        try judge(bench, server, bodies, order: order)
    }

    /// A person opens lanes and tries again what is dead, until all is delivered.
    private func settle(_ bench: DrainBench) throws {
        for _ in 0..<60 where try bench.outbox.stats().messages > 0 {
            try bench.untilQuiet(passes: 400)
            _ = try bench.outbox.change(.all, .release(force: true), actor: "t", dryRun: false)
            _ = try bench.outbox.change(
                .all, .retry(at: nil, resetAttempts: true, force: true), actor: "t", dryRun: false)
        }
        #expect(try bench.outbox.stats().messages == 0)
    }

    /// I3, I4, I10, I13 and I16.
    private func judge(
        _ bench: DrainBench, _ server: FaultServer, _ bodies: [String: String], order: String
    ) throws {
        var arrivals: [String: Int] = [:]
        for request in server.requests where request.isComplete {
            let id = try #require(request["session-id"])
            #expect(bodies[id] == request.bodyDigest)
            arrivals[id, default: 0] += 1
        }
        #expect(Set(arrivals.keys) == Set(bodies.keys))
        let receipts = try bench.outbox.receipts(ReceiptSelection()).receipts
        #expect(receipts.count == bodies.count)
        #expect(receipts.allSatisfy { $0.outcome == .delivered })
        let unanswered = bench.verdicts.contains { $0.fate == .ambiguous }
        #expect(!unanswered || receipts.contains(where: \.maybeDuplicate))
        #expect(try bench.outbox.verify(VerifyOptions(deep: true)).problems.isEmpty)
        for (file, bytes) in try bench.folder.files(below: "spool") {
            #expect(bytes.firstRange(of: Data(Self.canary.utf8)) == nil, "a secret is in \(file)")
        }
    }

    private static func fault(_ random: inout SeededGenerator) -> FaultBehaviour {
        let early = CannedAnswer([401, 413].randomElement(using: &random) ?? 413)
        let status =
            [200, 200, 302, 400, 401, 404, 409, 417, 421, 429, 500, 503, 511, 599]
            .randomElement(using: &random) ?? 200
        let faults: [FaultBehaviour] = [
            .ok, .status(status, body: canary), .status(status, headers: ["Connection: close"]),
            .status(503, headers: ["Retry-After: 7"]),
            .reset(FaultBehaviour.Moment.allCases.randomElement(using: &random) ?? .afterBody),
            .silent, .answerEarly(early, isPolite: Bool.random(using: &random)),
            .answerEarly(CannedAnswer(200), isPolite: true),
            .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"),
            .raw("garbage\r\n"), .hugeHead(bytes: 300_000), .ignoresExpect(CannedAnswer(200)),
            .status(307, headers: ["Location: /?k=\(canary)"], body: "moved"),
        ]
        return faults.randomElement(using: &random) ?? .ok
    }
}
