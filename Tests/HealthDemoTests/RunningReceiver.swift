import HealthDemo
import Logging
import Synchronization

/// What a test's receiver reported, one entry a request.
final class Reported: Sendable {
    private let requests = Mutex<[ReceivedRequest]>([])

    var all: [ReceivedRequest] { requests.withLock { $0 } }

    func append(_ request: ReceivedRequest) {
        requests.withLock { $0.append(request) }
    }
}

/// Runs a receiver for as long as `body` takes.
func withReceiver<Result: Sendable>(
    _ options: ReceiverOptions = ReceiverOptions(),
    _ body: (RawClient, Receiver, Reported) async throws -> Result
) async throws -> Result {
    let reported = Reported()
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let receiver = try Receiver(options, logger: logger) { reported.append($0) }
    return try await withThrowingTaskGroup { group in
        group.addTask { try await receiver.run() }
        let client = RawClient(port: try await receiver.port())
        let result = try await body(client, receiver, reported)
        group.cancelAll()
        return result
    }
}
