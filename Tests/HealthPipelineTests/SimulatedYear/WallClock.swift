import HealthModel
import HealthOutbox
import Synchronization

/// A clock on the wall that goes only when it is told to, and may be wrong.
final class WallClock: Sendable {
    private let time: Mutex<Moment>

    init(_ time: Instant) {
        self.time = Mutex(Moment(time))
    }

    var now: Moment { time.withLock { $0 } }

    func set(_ time: Instant) {
        self.time.withLock { $0 = Moment(time) }
    }
}
