/// Waiting times. Source: section 10 of the outbox reference. All in seconds.
enum Backoff {
    static let base = 5.0
    static let cap = 15 * 60.0
    /// Once a lane has been failing for a day.
    static let capOfLongOutage = 2 * 3600.0
    static let longOutage = 24 * 3600.0
    /// A due time set by backoff that lies further ahead means that the clock went back.
    static let horizon = 30 * 3600.0
    static let breaker = 15.0
    static let breakerCap = 15 * 60.0
    static let probeOfBadCredential = 3600.0
    static let spreadMax = 60.0

    static func uniform(
        _ low: Double, _ high: Double, _ random: inout some RandomNumberGenerator
    ) -> Double {
        let unit = Double(random.next() >> 11) * 0x1p-53
        return high > low ? low + (high - low) * unit : low
    }

    /// The wait after the n-th failure, n from 1.
    static func delay(
        _ n: Int, longOutage: Bool = false, _ random: inout some RandomNumberGenerator
    ) -> Double {
        let limit = longOutage ? capOfLongOutage : cap
        // 2^20 is far above both caps already.
        let doubled = base * Double(1 << min(max(n, 1), 20))
        return uniform(base, min(limit, doubled), &random)
    }

    /// A Retry-After with jitter: positive, and added after the clamp, so that it is never undercut.
    static func retryAfter(
        _ seconds: Double, _ random: inout some RandomNumberGenerator
    ) -> Double {
        seconds + uniform(0, max(0.5, 0.1 * seconds), &random)
    }

    /// How long an open breaker waits after `failedProbes` probes that failed.
    static func breakerDelay(
        failedProbes: Int, _ random: inout some RandomNumberGenerator
    ) -> Double {
        let doubled = breaker * Double(1 << min(max(failedProbes, 0), 20))
        return uniform(breaker, min(breakerCap, doubled), &random)
    }

    /// Over how long due messages are spread when their lane opens again.
    static func spread(away: Double, due: Int) -> Double {
        max(0, min(spreadMax, away / 10, 0.1 * Double(due)))
    }
}
