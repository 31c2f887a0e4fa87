import Dispatch
import Synchronization

/// Brings one value from asynchronous work to a thread that may block. The first one given counts.
final class Handover<Value: Sendable>: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let value = Mutex<Result<Value, any Error>?>(nil)

    func give(_ result: Result<Value, any Error>) {
        let isFirst = value.withLock { value in
            defer { value = value ?? result }
            return value == nil
        }
        if isFirst { semaphore.signal() }
    }

    /// Waits until there is a value; may be called again.
    func take() throws -> Value {
        semaphore.wait()
        semaphore.signal()
        guard let result = value.withLock({ $0 }) else { throw CancellationError() }
        return try result.get()
    }
}
