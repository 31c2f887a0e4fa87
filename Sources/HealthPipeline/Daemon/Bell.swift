import Dispatch
import Synchronization

/// Lets one thread wait for news, for a time to pass, or for the end.
///
/// Waits by the monotonic clock: a wall clock that is put back makes nobody wait longer.
final class Bell: Sendable {
    /// Why a wait is over.
    enum Wake {
        case rang, timeOver, stopped
    }

    fileprivate struct State {
        var hasRung = false
        var isStopped = false
    }

    private let state = Mutex(State())
    private let semaphore = DispatchSemaphore(value: 0)

    /// Ends the present or the next ``wait(seconds:)``.
    func ring() {
        if state.withLock({ $0.ring() }) { semaphore.signal() }
    }

    /// Ends the present and every later ``wait(seconds:)``.
    func stop() {
        let isFirst = state.withLock { state in
            state.isStopped = true
            return state.ring()
        }
        if isFirst { semaphore.signal() }
    }

    var isStopped: Bool { state.withLock { $0.isStopped } }

    /// Waits for a ring, but no longer than this.
    func wait(seconds: Double) -> Wake {
        let milliseconds = Int((min(max(seconds, 0), 86_400) * 1000).rounded(.up))
        if !isStopped { _ = semaphore.wait(timeout: .now() + .milliseconds(milliseconds)) }
        return state.withLock { state in
            defer { state.hasRung = false }
            return state.isStopped ? .stopped : state.hasRung ? .rang : .timeOver
        }
    }
}

extension Bell.State {
    /// - Returns: Whether it was silent before.
    fileprivate mutating func ring() -> Bool {
        defer { hasRung = true }
        return !hasRung
    }
}
