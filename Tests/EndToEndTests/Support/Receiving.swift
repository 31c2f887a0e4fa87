import Foundation
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

/// A port on which nobody listens. It lies below those that the system gives away, so that no other test gets it
/// before a receiver comes back on it.
func quietPort() async throws -> Int {
    let first = 20_000 + Int(ProcessInfo.processInfo.processIdentifier) % 8_000
    for port in first..<first + 20 {
        if let free = try? await withReceiver(port: port, { port, _ in port }) { return free }
    }
    return try await withReceiver(port: first + 20) { port, _ in port }
}
