import Foundation

/// Runs blocking work on a thread of its own, so that it takes none of the few cooperative threads.
enum BlockingThread {
    /// Enough for deeply nested documents in a debug build; what is not touched costs nothing.
    private static let stackBytes = 4 << 20

    static func run<Value: Sendable>(
        _ name: String, _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let thread = Thread { continuation.resume(with: Result { try body() }) }
            thread.name = name
            thread.stackSize = stackBytes
            thread.start()
        }
    }
}
