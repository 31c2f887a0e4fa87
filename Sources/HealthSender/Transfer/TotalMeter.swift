internal import Synchronization

/// Body bytes that a sender has sent, of all transfers.
final class TotalMeter: Sendable {
    private let bytes = Atomic<Int64>(0)

    var bytesSent: Int64 { bytes.load(ordering: .relaxed) }

    func add(_ count: Int64) {
        bytes.add(count, ordering: .relaxed)
    }
}
