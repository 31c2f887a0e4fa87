import HealthOutbox
import Synchronization

/// A clock that stands until it is moved.
final class ManualClock: Sendable {
    private let time = Mutex(Moment(milliseconds: 1_773_120_000_000))

    var now: Moment { time.withLock { $0 } }

    /// The time, a millisecond later than at the last tick, so that what happens in turn has times in turn.
    func tick() -> Moment {
        time.withLock { time in
            time = time.advanced(bySeconds: 0.001)
            return time
        }
    }

    func advance(_ seconds: Double) {
        time.withLock { $0 = $0.advanced(bySeconds: seconds) }
    }

    func advance(to moment: Moment) {
        time.withLock { $0 = max($0, moment) }
    }
}
