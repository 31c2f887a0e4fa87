internal import HealthModel

/// What a lane remembers of outcomes, and how it closes and opens by them.
extension Lane {
    mutating func noteDelivery(_ trial: Trial) {
        lastOK = trial.now
        failuresInRow = 0
        memory.throttlesInRow = 0
        memory.failedProbes = 0
        memory.handshakesInRow = 0
        memory.failingSince = nil
        memory.culprit = nil
        memory.refused = []
        memory.notFound = []
        memory.unsupported = []
        largestOK = max(largestOK ?? 0, trial.message.bodyLength)
        if let refused = smallestRefused, refused <= trial.message.bodyLength {
            smallestRefused = nil
        }
        switch state {
        case .open:
            concurrency = min(concurrency, max(1, trial.concurrencyMax))
            // Nothing to count for a lane that is as wide as it may be.
            guard concurrency < trial.concurrencyMax else { break }
            memory.cleanInRow += 1
            if memory.cleanInRow >= concurrency {
                memory.cleanInRow = 0
                concurrency += 1
            }
        case .broken:
            reopen(concurrency: 1)
        case .throttled:
            if trial.isProbe { reopen(concurrency: concurrency) }
        case .held, .disabled:
            if trial.isProbe, !isHeldByPerson { reopen(concurrency: 1) }
        }
    }

    /// The receiver answered, though not with a delivery: the way is open.
    mutating func noteAnswer(_ trial: Trial) {
        failuresInRow = 0
        memory.handshakesInRow = 0
        if state == .broken || state == .throttled, trial.isProbe { reopen(concurrency: 1) }
    }

    mutating func noteFailure(
        _ trial: Trial, halve: Bool, _ random: inout some RandomNumberGenerator
    ) {
        if failuresInRow == 0 { memory.cohort = concurrency }
        failuresInRow += 1
        memory.cleanInRow = 0
        memory.failingSince = memory.failingSince ?? trial.now.milliseconds
        if halve { concurrency = max(1, concurrency / 2) }
        let wasBroken = state == .broken && trial.isProbe
        if trial.isProbe, state == .throttled { reopen(concurrency: concurrency) }
        // A whole failed cohort says as much as five in a row.
        let limit = memory.cohort >= 2 ? min(Self.failuresMax, memory.cohort) : Self.failuresMax
        if wasBroken || (state == .open && failuresInRow >= limit) {
            breakOpen(.network, trial, &random)
        }
    }

    mutating func breakOpen(
        _ cause: Cause, _ trial: Trial, _ random: inout some RandomNumberGenerator
    ) {
        if state == .broken {
            guard trial.isProbe else { return }
            memory.failedProbes += 1
        }
        let wait = Backoff.breakerDelay(failedProbes: memory.failedProbes, &random)
        let until = trial.now.advanced(bySeconds: wait)
        closeUnlessHeld(.broken, cause, trial.verdict.summary, until: until, trial)
    }

    mutating func throttle(
        _ trial: Trial, _ random: inout some RandomNumberGenerator
    ) {
        memory.throttlesInRow += 1
        memory.failingSince = memory.failingSince ?? trial.now.milliseconds
        failuresInRow = 0
        memory.cleanInRow = 0
        concurrency = max(1, concurrency / 2)
        let k = memory.throttlesInRow
        let long = isLongOutage(trial.now)
        let wait: Double
        if let seconds = trial.verdict.retryAfter {
            let named = Backoff.retryAfter(seconds, &random)
            wait = k <= 3 ? named : max(named, Backoff.delay(k - 3, longOutage: long, &random))
        } else {
            wait = Backoff.delay(k, longOutage: long, &random)
        }
        var until = trial.now.advanced(bySeconds: wait)
        if state == .throttled, let resumeAt { until = max(until, resumeAt) }
        closeUnlessHeld(.throttled, .throttle, trial.verdict.summary, until: until, trial)
    }

    mutating func closeUnlessHeld(
        _ state: LaneState, _ cause: Cause, _ reason: String, until: Moment?, _ trial: Trial
    ) {
        guard self.state != .held, self.state != .disabled else { return }
        memory.culprit = trial.message.id.text
        close(state, cause, reason, until: until, now: trial.now)
    }

    mutating func rememberRefusal(_ trial: Trial) {
        let earlier = refusedSize(now: trial.now) ?? .max
        smallestRefused = min(earlier, trial.message.bodyLength)
        memory.refusedAt = trial.now.milliseconds
        if let ok = largestOK, ok >= trial.message.bodyLength { largestOK = nil }
    }

    mutating func nextBreakerDelay(
        _ random: inout some RandomNumberGenerator
    ) -> Double {
        memory.failedProbes += 1
        return Backoff.breakerDelay(failedProbes: memory.failedProbes, &random)
    }

    func dueAfterFailure(
        _ trial: Trial, _ random: inout some RandomNumberGenerator
    ) -> Moment {
        var wait = Backoff.delay(
            trial.failures, longOutage: isLongOutage(trial.now), &random)
        if let seconds = trial.verdict.retryAfter {
            wait = max(wait, Backoff.retryAfter(seconds, &random))
        }
        return trial.now.advanced(bySeconds: wait)
    }

    func deliveredSinceLastFailure(_ trial: Trial) -> Bool {
        guard let lastOK, let last = trial.tally.lastFailure else { return false }
        return lastOK.milliseconds > last
    }

    func isLongOutage(_ now: Moment) -> Bool {
        guard let since = memory.failingSince else { return false }
        return Double(now.milliseconds - since) / 1000 >= Backoff.longOutage
    }
}
