internal import HealthOutbox

/// The difference between a drain's modes: by which time it claims, how long it waits, and when it ends.
///
/// Waiting uses the monotonic clock, due times are wall clock.
struct DrainPace {
    /// How long it waits at most before it looks again at what other processes have done.
    static let longestPause = Duration.seconds(1)

    private let mode: DrainMode
    private let clock = ContinuousClock()
    private let deadline: ContinuousClock.Instant?
    /// One pass claims what was due by then; later moments come by ``extend(to:)``.
    private var passTime: Moment
    /// Until when one pass waits for what is not due yet.
    private var patience: ContinuousClock.Instant?
    private var emptyLooks = 0

    init(_ mode: DrainMode, start: Moment) {
        self.mode = mode
        passTime = start
        deadline = if case .waiting(let time) = mode { clock.now + time } else { nil }
    }

    /// A pass takes in what became due by then: pieces of a body that was cut, what the receiver wants again at once.
    mutating func extend(to moment: Moment) {
        passTime = max(passTime, moment)
    }

    /// A pass waits that long for what a lane that opened again has spread.
    mutating func wait(_ time: Duration, from now: Moment) {
        patience = clock.now + time
        extend(to: now.advanced(bySeconds: time.inSeconds))
    }

    /// What is due by that time may be claimed; `nil`: nothing more.
    func claimTime(now: Moment) -> Moment? {
        switch mode {
        case .onePass: min(passTime, now)
        case .waiting: deadline.map { clock.now >= $0 } ?? false ? nil : now
        case .continuous: now
        }
    }

    /// How long to wait with nothing in flight.
    ///
    /// - Parameters:
    ///   - due: When something comes due.
    ///   - moved: Whether the look before had a result.
    /// - Returns: `nil` when the drain is over.
    mutating func pause(untilDue due: Moment?, now: Moment, moved: Bool) -> Duration? {
        var longest = Self.longestPause
        switch mode {
        case .onePass:
            guard let due, due <= passTime else { return nil }
            if due > now {
                guard let patience, clock.now < patience else { return nil }
            }
        case .waiting:
            guard let due, let deadline else { return nil }
            let left = deadline - clock.now
            guard left > .zero, due.seconds(since: now) < left.inSeconds else { return nil }
            longest = min(longest, left)
        case .continuous:
            guard due != nil else { return longest }
        }
        guard let due, due > now else {
            // It came due this moment. When the look before found nothing as well, it waits for something that
            // has no time.
            emptyLooks = moved ? 0 : emptyLooks + 1
            if emptyLooks <= 1 { return .zero }
            if case .onePass = mode { return nil }
            return longest
        }
        emptyLooks = 0
        return min(longest, .milliseconds(due.milliseconds - now.milliseconds))
    }
}
