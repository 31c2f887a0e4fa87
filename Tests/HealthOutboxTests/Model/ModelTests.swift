import Foundation
import HealthModel
import Testing

@testable import HealthOutbox

/// T1: random operations on the real outbox and on the model, compared in full after each.
struct ModelTests {
    static let isLong = ProcessInfo.processInfo.environment["HAE_LONG"] == "1"

    /// Seeds that once failed come first and stay.
    static let seeds: [UInt64] = [4, 1, 2, 3] + [UInt64.random(in: 1000...999_999)]

    @Test(arguments: seeds)
    func `the outbox does what the model does`(seed: UInt64) throws {
        let pair = try OutboxPair(seed: seed)
        let steps = Self.isLong ? 20_000 : 2_000
        var random = SeededRandom(seed: seed)
        for _ in 1...steps {
            let step = ModelStep.draw(&random)
            try pair.take(step)
            if pair.hasDiverged { return }
        }
        try pair.settleEverything()
    }
}
