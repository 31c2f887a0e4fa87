import HealthModel
import HealthOutbox
import Synchronization

/// A clock on the wall that goes only when it is told to, and may be wrong.
final class WallClock: Sendable {
    private struct State {
        var time: Moment
        var creep = 0.0
    }

    private let state: Mutex<State>

    init(_ time: Instant) {
        state = Mutex(State(time: Moment(time)))
    }

    var now: Moment {
        state.withLock { state in
            state.time = state.time.advanced(bySeconds: state.creep)
            return state.time
        }
    }

    func set(_ time: Instant) {
        state.withLock { $0.time = Moment(time) }
    }

    /// Lets ten seconds go by whenever somebody looks, for work that waits by this clock.
    func creeping<Value>(_ body: () throws -> Value) rethrows -> Value {
        state.withLock { $0.creep = 10 }
        defer { state.withLock { $0.creep = 0 } }
        return try body()
    }
}
