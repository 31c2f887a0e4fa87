import Synchronization

/// What a receiver remembers: numbers, sums and session ids.
final class ReceiverLedger: Sendable {
    private struct State {
        var summary = ReceiverSummary()
        var failuresLeft: Int
        var number: Int
        /// Digests of accepted bodies by session id.
        var sessions: [String: [UInt8]] = [:]
    }

    /// So many session ids are remembered; a receiver for trying things out meets fewer.
    private static let sessionsMax = 200_000
    private static let problemsMax = 100

    private let state: Mutex<State>

    init(failures: Int, lastNumber: Int) {
        state = Mutex(State(failuresLeft: failures, number: lastNumber))
    }

    var summary: ReceiverSummary {
        state.withLock { $0.summary }
    }

    /// The number of the next request.
    func nextNumber() -> Int {
        state.withLock { state in
            state.number += 1
            return state.number
        }
    }

    /// Whether this request is one of those that shall fail.
    func takesFailure() -> Bool {
        state.withLock { state in
            guard state.failuresLeft > 0 else { return false }
            state.failuresLeft -= 1
            return true
        }
    }

    /// Enters a finished request, which learns whether it is a duplicate.
    func enter(_ request: inout ReceivedRequest, fingerprint: [UInt8]) {
        state.withLock { state in
            if request.isAccepted, let session = request.sessionID {
                if let earlier = state.sessions[session] {
                    request.isDuplicate = true
                    if earlier != fingerprint {
                        request.problems.append("the session-id came before with another body")
                    }
                } else if state.sessions.count < Self.sessionsMax {
                    state.sessions[session] = fingerprint
                }
            }
            Self.add(request, to: &state.summary)
        }
    }

    private static func add(_ request: ReceivedRequest, to summary: inout ReceiverSummary) {
        summary.requests += 1
        if request.isAccepted {
            summary.accepted += 1
            summary.bytes += request.bytes
            if request.isDuplicate {
                summary.duplicates += 1
            } else {
                summary.records += request.records
                summary.recordsByKey[request.dataKey ?? "", default: 0] += request.records
            }
        }
        guard !request.problems.isEmpty else { return }
        summary.faulty += 1
        for problem in request.problems where summary.problems.count < problemsMax {
            summary.problems.append("request \(request.number): \(problem)")
        }
    }
}
