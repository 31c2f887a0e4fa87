import Foundation
import HealthModel
import HealthOutbox
import HealthTesting
import Testing

@testable import HealthPipeline

/// The kill loop of the outbox reference (T5): a sender that is killed at any moment, over and over, loses nothing.
@Suite struct KillTests {
    private static let isLong = ProcessInfo.processInfo.environment["HAE_LONG"] == "1"
    private static let rounds = isLong ? 220 : 15
    private static let concurrency = 4

    @Test(arguments: [isLong ? UInt64.random(in: 1 ... .max) : 1])
    func `a sender killed at random moments delivers every message, byte for byte`(seed: UInt64)
        throws
    {
        var random = SeededGenerator(seed: seed)
        let server = try FaultServer(.answerLate(after: .milliseconds(4), CannedAnswer(200)))
        defer { server.stop() }
        let house = try Household(
            url: server.url(), "concurrency_max: \(Self.concurrency)", "timeout: 20s")
        var acknowledged: [String: String] = [:]
        var kills = 0
        for _ in 0..<Self.rounds {
            let sender = try house.start("send", "--wait", "60s")
            let until = ContinuousClock.now + .milliseconds(Int.random(in: 5...250, using: &random))
            while .now < until || acknowledged.isEmpty {
                // Small ones, now and then one that is a file.
                let sizes = (0..<4).map { _ in
                    Int.random(in: 0..<10, using: &random) == 0 ? 120_000 : 500
                }
                let bodies = sizes.map { size in
                    [UInt8](repeating: 0, count: size).map { _ in
                        UInt8.random(in: 32...126, using: &random)
                    }
                }
                let ids = try house.enqueue(bodies)
                for (id, body) in zip(ids, bodies) { acknowledged[id.wireText] = digest(body) }
            }
            sender.signal(SIGKILL)
            kills += try sender.wait().isKilled ? 1 : 0
        }
        try settle(house)
        server.stop()
        try judge(server, house, acknowledged, kills: kills)
    }

    /// The quiet period: what is set aside as a suspect is released, and everything is sent.
    private func settle(_ house: Household) throws {
        for _ in 0..<20 where try house.outbox.stats().messages > 0 {
            try house.hae("outbox", "release", "--all")
            let result = try house.hae("send", "--wait", "60s")
            #expect([0, 75].contains(result.status), "\(result.everything)")
        }
    }

    private func judge(
        _ server: FaultServer, _ house: Household, _ acknowledged: [String: String], kills: Int
    ) throws {
        #expect(try house.outbox.stats().messages == 0)
        var arrivals: [String: Int] = [:]
        for request in server.requests where request.isComplete {
            let id = try #require(request["session-id"])
            #expect(acknowledged[id] == request.bodyDigest, "unknown, or other bytes: \(id)")
            arrivals[id, default: 0] += 1
        }
        #expect(Set(arrivals.keys) == Set(acknowledged.keys))
        var duplicates = 0
        for (id, count) in arrivals where count > 1 {
            duplicates += count - 1
            let known = try #require(Identifier(id))
            #expect(try house.outbox.receipt(of: known)?.maybeDuplicate == true)
        }
        // G9: what was in flight, and what had ended but was not settled.
        let most = kills * 2 * Self.concurrency
        #expect(duplicates <= most, "\(duplicates) duplicates after \(kills) kills")
        print(
            "kill loop: \(kills) kills, \(acknowledged.count) messages, \(duplicates) duplicates "
                + "(at most \(most))")
    }
}
