internal import Synchronization

/// Counts the body bytes of one transfer, and adds them to the sender's total. Read by other threads.
final class TransferMeter: Sendable {
    private let current = Atomic<Int64>(0)
    private let total: TotalMeter

    init(total: TotalMeter) { self.total = total }

    var bytesSent: Int64 { current.load(ordering: .relaxed) }

    /// Takes libcurl's count, which begins again at 0 when it repeats a request.
    ///
    /// - Returns: Whether it changed.
    func record(sent: Int64) -> Bool {
        let before = current.exchange(sent, ordering: .relaxed)
        guard sent != before else { return false }
        total.add(sent > before ? sent - before : sent)
        return true
    }
}
