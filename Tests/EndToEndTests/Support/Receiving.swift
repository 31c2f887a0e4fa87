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

/// Runs a receiver for as long as `body` takes, and tells it the port.
///
/// - Parameters:
///   - folder: Bodies are saved there.
///   - port: 0 takes any that is free.
func withReceiver<Result: Sendable>(
    folder: String? = nil, port: Int = 0,
    _ body: (Int, Reported) async throws -> Result
) async throws -> Result {
    var options = ReceiverOptions()
    (options.folder, options.port) = (folder, port)
    let reported = Reported()
    var logger = Logger(label: "end to end")
    logger.logLevel = .critical
    let receiver = try Receiver(options, logger: logger) { reported.append($0) }
    return try await withThrowingTaskGroup { group in
        group.addTask { try await receiver.run() }
        let result = try await body(try await receiver.port(), reported)
        group.cancelAll()
        return result
    }
}
