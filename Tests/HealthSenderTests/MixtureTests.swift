import Crypto
import Foundation
import HealthModel
import HealthTesting
import Testing

@testable import HealthSender

/// The faults of T6 in random mixtures: whatever the server does, every verdict fits what the server saw.
///
/// The seed is the test's argument, and so stands in every failure. The long form (`HAE_LONG=1`) tries more seeds,
/// among them new ones.
@Suite struct MixtureTests {
    static let isLong = ProcessInfo.processInfo.environment["HAE_LONG"] == "1"

    static let seeds: [UInt64] =
        isLong
        ? Array(1...100) + (0..<20).map { _ in UInt64.random(in: 1000 ... .max) } : [1, 2]

    static let canary = "c4nary"

    /// One attempt, as its verdict tells it.
    struct Attempt {
        let message: Int
        let verdict: Verdict
    }

    @Test(arguments: seeds)
    func `in any mixture of faults verdicts fit what arrived, and all is delivered in the end`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        let faults = (0..<40).map { _ in Self.fault(&random) }
        let server = try FaultServer(script: faults + [.ok])
        defer { server.stop() }
        let attempts = try send(messages: 12, to: server, &random)
        server.stop()

        let arrivals = Dictionary(grouping: server.requests) { $0["attempt"] ?? "" }
        for (tag, attempt) in attempts {
            let whole = arrivals[String(tag), default: []].filter(\.isComplete)
            check(attempt, whole)
        }
        let delivered = attempts.values.filter { $0.verdict.fate == .ok }
        #expect(Set(delivered.map(\.message)) == Set(0..<12))
        #expect(delivered.count == 12)
    }

    /// I4, I10 and I16 for one attempt.
    private func check(_ attempt: Attempt, _ whole: [ReceivedRequest]) {
        let verdict = attempt.verdict
        let body = Self.body(of: attempt.message)
        let digest = SHA256.hash(data: body).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
            .joined()
        #expect(whole.allSatisfy { $0.bodyDigest == digest })
        switch verdict.fate {
        case .ok: #expect(!whole.isEmpty, "delivered without having arrived: \(verdict)")
        case .laneNetwork: #expect(whole.isEmpty, "not sent, but it arrived: \(verdict)")
        case .ambiguous: break
        case .temporary, .throttle, .laneAuth, .laneConfiguration, .portal, .permanent, .tooLarge:
            #expect(verdict.phase == .answered, "\(verdict)")
        case .duplicate, .laneTLS, .replace, .aborted, .local, .corrupt:
            Issue.record("no fault here leads to \(verdict)")
        }
        #expect(!"\(verdict)".contains(Self.canary))
    }

    /// Sends every message again until it is delivered, three at a time; the attempts by their tags.
    private func send(
        messages: Int, to server: FaultServer, _ random: inout SeededGenerator
    ) throws -> [Int64: Attempt] {
        var options = TransferOptions()
        options.stallTimeout = .seconds(2)
        options.continueTimeout = .milliseconds(20)
        options.bytesPerSecondMin = 64 << 20
        let sender = Sender(options: options)
        defer { sender.shutdown(drainTimeout: .zero) }
        var endpoint = Endpoint(
            url: server.url("/?k=" + Self.canary), headers: [HeaderField("api-key", Self.canary)],
            secrets: [Self.canary])
        var waiting = Array(0..<messages)
        var flying: [Int64: Int] = [:]
        var attempts: [Int64: Attempt] = [:]
        var tag: Int64 = 0
        while !(waiting.isEmpty && flying.isEmpty) {
            while flying.count < 3, !waiting.isEmpty {
                tag += 1
                let message = waiting.remove(at: Int.random(in: waiting.indices, using: &random))
                flying[tag] = message
                let body = BytesBody(Self.body(of: message))
                let headers = [HeaderField("attempt", String(tag))]
                // Impatient with a server that may never answer, patient with a slow machine.
                endpoint.timeout = server.faultsLeft > 0 ? .milliseconds(300) : .seconds(60)
                let lane = message.isMultiple(of: 2) ? "a" : "b"
                try sender.submit(
                    Request(tag: tag, headers: headers, body: body), to: endpoint, lane: lane)
            }
            for completion in collect(1, from: sender) {
                let landed = flying.removeValue(forKey: completion.tag)
                let message = try #require(landed)
                attempts[completion.tag] = Attempt(message: message, verdict: completion.verdict)
                if completion.verdict.fate != .ok { waiting.append(message) }
            }
        }
        return attempts
    }

    /// Small, middle and large ones, so that every way of sending a body is taken.
    private static func body(of message: Int) -> [UInt8] {
        let length = [100, 70_000, 1_200_000][message % 3]
        return [UInt8](repeating: UInt8(message), count: length)
    }

    private static func fault(_ random: inout SeededGenerator) -> FaultBehaviour {
        let early = CannedAnswer([401, 413].randomElement(using: &random) ?? 413)
        let status =
            [200, 200, 302, 400, 401, 404, 409, 413, 417, 429, 500, 503, 511]
            .randomElement(using: &random) ?? 200
        let faults: [FaultBehaviour] = [
            .ok, .status(status, body: canary), .status(status, headers: ["Connection: close"]),
            .reset(FaultBehaviour.Moment.allCases.randomElement(using: &random) ?? .afterBody),
            .silent, .deaf, .answerEarly(early, isPolite: Bool.random(using: &random)),
            .answerEarly(CannedAnswer(200), isPolite: true),
            .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"),
            .raw("garbage\r\n"), .hugeHead(bytes: 300_000), .ignoresExpect(CannedAnswer(200)),
            .status(307, headers: ["Location: /?k=\(canary)"], body: "moved"),
        ]
        return faults.randomElement(using: &random) ?? .ok
    }
}
