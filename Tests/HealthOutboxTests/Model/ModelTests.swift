import Foundation
import HealthModel
import Testing

@testable import HealthOutbox

/// T1: random operations on the real outbox and on the model, compared in full after each.
struct ModelTests {
    static let isLong = ProcessInfo.processInfo.environment["HAE_LONG"] == "1"

    /// Seeds that once failed come first and stay.
    static let seeds: [UInt64] = [4]

    @Test(arguments: seeds)
    func `the outbox does what the model does`(seed: UInt64) throws {
        let pair = try OutboxPair(seed: seed)
        let steps = Self.isLong ? 20_000 : 2_000
        var random = SeededRandom(seed: seed)
        for number in 1...steps {
            let step = ModelStep.draw(&random)
            try pair.take(step, comment: "seed \(seed), step \(number): \(step)")
            if pair.hasDiverged { return }
        }
        try pair.settleEverything(comment: "seed \(seed), at the end")
    }
}
