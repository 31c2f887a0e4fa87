import HealthEncoding
import HealthTesting
import Synchronization

/// A receiver as people write them: of each metric and date it keeps what came last. It can be down.
final class OverwritingReceiver: Sendable {
    private struct State {
        var isDown = false
        /// By metric, then by day.
        var points: [String: [String: Int]] = [:]
        var digests: [String: String] = [:]
        var problems: [String] = []
        var answered = 0
    }

    private let state: Mutex<State>
    let server: FaultServer

    init() throws {
        let shared = Shared()
        state = Mutex(State())
        server = try FaultServer(.decide { request in shared.answer(request) })
        shared.receiver.withLock { $0 = self }
    }

    /// Ties the server, which is made first, to its receiver.
    private final class Shared: Sendable {
        let receiver = Mutex<OverwritingReceiver?>(nil)

        func answer(_ request: ReceivedRequest) -> CannedAnswer {
            receiver.withLock { $0 }?.take(request) ?? CannedAnswer(503)
        }
    }

    /// Ends it, and the circle of references with it.
    func stop() {
        server.stop()
    }

    func setDown(_ isDown: Bool) {
        state.withLock { $0.isDown = isDown }
    }

    func points(of metric: String) -> [String: Int] {
        state.withLock { $0.points[metric] ?? [:] }
    }

    /// What no receiver should ever see.
    var problems: [String] { state.withLock { $0.problems } }
    var answered: Int { state.withLock { $0.answered } }

    private func take(_ request: ReceivedRequest) -> CannedAnswer {
        state.withLock { state in
            let key = request["idempotency-key"] ?? ""
            if let known = state.digests.updateValue(request.bodyDigest, forKey: key),
                known != request.bodyDigest
            {
                state.problems.append("\(key) came with another body")
            }
            if state.isDown { return CannedAnswer(503) }
            guard request.bodyLength == request.bodyStart.count,
                let metrics = try? JSONParser.parse(request.bodyStart)["data"]?["metrics"]?.array
            else {
                state.problems.append("a body that this receiver cannot read")
                return CannedAnswer(200)
            }
            state.answered += 1
            for metric in metrics {
                for point in metric["data"]?.array ?? [] {
                    guard let name = metric["name"]?.string, let date = point["date"]?.string,
                        let value = point["qty"]?.number
                    else {
                        state.problems.append("a point without name, date or value")
                        continue
                    }
                    state.points[name, default: [:]][String(date.prefix(10))] = Int(value)
                }
            }
            return CannedAnswer(200, body: "OK")
        }
    }
}
