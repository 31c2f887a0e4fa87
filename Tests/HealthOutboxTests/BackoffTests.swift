import Testing

@testable import HealthOutbox

/// The formulas of section 10 of the outbox reference.
struct BackoffTests {
    @Test func `a delay lies between the base and the doubled base, at most the cap`() {
        var random = SeededRandom(seed: 1)
        for n in 1...64 {
            for _ in 1...50 {
                let delay = Backoff.delay(n, &random)
                #expect(delay >= 5 && delay <= min(900, 5 * Double(1 << min(n, 20))))
            }
        }
    }

    @Test func `after a day of failures the cap is two hours`() {
        var random = SeededRandom(seed: 2)
        let delays = (1...200).map { _ in Backoff.delay(30, longOutage: true, &random) }
        #expect(delays.allSatisfy { $0 >= 5 && $0 <= 7200 })
        #expect(delays.contains { $0 > 900 })
    }

    @Test func `jitter is added after the clamp and never undercuts the server`() {
        var random = SeededRandom(seed: 3)
        for seconds in [0.0, 0.4, 10, 86_400] {
            for _ in 1...100 {
                let wait = Backoff.retryAfter(seconds, &random)
                #expect(wait >= seconds && wait <= seconds + max(0.5, seconds / 10))
            }
        }
    }

    @Test func `the spread is bounded by a minute, a tenth of the outage, and the backlog`() {
        #expect(Backoff.spread(away: 100_000, due: 100_000) == 60)
        #expect(Backoff.spread(away: 100, due: 100_000) == 10)
        #expect(Backoff.spread(away: 100_000, due: 7) == 0.7000000000000001)
        #expect(Backoff.spread(away: -5, due: 7) == 0)
    }
}
