import HealthDemo
import Logging

/// A receiver that runs beside a command which blocks its own thread.
final class ReceiverHost: Sendable {
    private let receiver: Receiver
    private let task: Task<Void, any Error>

    /// Starts it and waits until it listens.
    ///
    /// - Throws: `ReceiverError` when it cannot listen.
    init(
        _ options: ReceiverOptions, onRequest: @escaping @Sendable (ReceivedRequest) -> Void
    ) throws {
        var logger = Logger(label: "receiver") { StreamLogHandler.standardError(label: $0) }
        // What is wrong with a request is told of the request itself.
        logger.logLevel = .critical
        let receiver = try Receiver(options, logger: logger, onRequest: onRequest)
        self.receiver = receiver
        task = Task.detached { try await receiver.run() }
    }

    var summary: ReceiverSummary { receiver.summary }

    /// The port it listens on.
    func port() throws -> Int {
        try AsyncWork.wait { [receiver] in try await receiver.port() }
    }

    /// Waits until it ends by itself or is stopped.
    func join() throws {
        try AsyncWork.wait { [task] in try await task.value }
    }

    func stop() {
        task.cancel()
        _ = try? join()
    }
}
