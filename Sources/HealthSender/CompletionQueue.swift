internal import Dispatch
internal import Synchronization

/// Completions between the lanes' threads and the one that collects them.
final class CompletionQueue: Sendable {
    private struct State {
        var waiting: [Completion] = []
        var isWoken = false
    }

    private let state = Mutex(State())
    private let signal = DispatchSemaphore(value: 0)

    func append(_ completion: Completion) {
        let isFirst = state.withLock { state in
            state.waiting.append(completion)
            return state.waiting.count == 1
        }
        if isFirst { signal.signal() }
    }

    func wake() {
        state.withLock { $0.isWoken = true }
        signal.signal()
    }

    func next(timeout: Duration) -> [Completion] {
        let deadline = DispatchTime.now() + .milliseconds(timeout.wholeMilliseconds)
        while true {
            let (taken, isWoken) = state.withLock { state in
                defer { state = State() }
                return (state.waiting, state.isWoken)
            }
            if !taken.isEmpty || isWoken { return taken }
            // A signal may be left over from completions that were taken without waiting: then once more.
            if signal.wait(timeout: deadline) == .timedOut {
                return state.withLock { state in
                    defer { state = State() }
                    return state.waiting
                }
            }
        }
    }
}
