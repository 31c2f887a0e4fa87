internal import CCurl
internal import Foundation
internal import HealthModel
internal import Synchronization

/// One lane: a thread, a multi handle, and the transfers on it.
///
/// A thread for each lane, so that a slow disk or name server of one never delays another. Other threads only put
/// things into its mailbox and wake it.
///
/// `@unchecked Sendable`: `running`, `idle` and `routes` belong to the lane's thread alone; all else is a mutex or constant.
final class LaneWorker: @unchecked Sendable {
    /// How a lane ends.
    enum Closing: Sendable {
        case open
        /// Once nothing is in flight any more.
        case whenIdle
        /// At once; what is in flight is aborted.
        case now
    }

    private struct Mailbox {
        var arrived: [Transfer] = []
        var aborted: [Int64] = []
        var closing = Closing.open
        var isGone = false
    }

    /// While something runs, libcurl is asked at least that often, so that a stall is noticed.
    private static let stallCheck = Duration.milliseconds(500)
    private static let idlesKept = 16

    private let multi: MultiHandle
    private let mailbox = Mutex(Mailbox())
    private let ended: @Sendable (Transfer, Verdict) -> Void

    private var running: [Int64: Transfer] = [:]
    private var idle: [EasyHandle] = []
    private var routes = RouteCache()

    /// - Parameters:
    ///   - ended: Called on the lane's thread, once for each transfer.
    ///   - group: Left when the thread has ended.
    init(
        name: String, group: DispatchGroup, ended: @escaping @Sendable (Transfer, Verdict) -> Void
    ) throws(SenderError) {
        multi = try MultiHandle()
        self.ended = ended
        group.enter()
        let thread = Thread { [self] in
            run()
            group.leave()
        }
        thread.name = "hae lane"
        thread.start()
    }

    // MARK: - From other threads

    /// - Returns: False when the lane has ended or is about to.
    func submit(_ transfer: Transfer) -> Bool {
        mailbox.withLock { mailbox in
            guard mailbox.closing == .open, !mailbox.isGone else { return false }
            mailbox.arrived.append(transfer)
            if mailbox.arrived.count == 1 { multi.wake() }
            return true
        }
    }

    func abort(tag: Int64) {
        mailbox.withLock { mailbox in
            guard !mailbox.isGone else { return }
            mailbox.aborted.append(tag)
            multi.wake()
        }
    }

    func close(_ closing: Closing) {
        mailbox.withLock { mailbox in
            guard !mailbox.isGone else { return }
            mailbox.closing = closing
            multi.wake()
        }
    }

    // MARK: - On the lane's thread

    private func run() {
        // With CURLOPT_NOSIGNAL libcurl leaves SIGPIPE to us: TLS writes to a closed connection would end the process.
        PipeSignal.block()
        var works = true
        while works {
            let (arrived, aborted, closing) = mailbox.withLock { mailbox in
                defer { (mailbox.arrived, mailbox.aborted) = ([], []) }
                return (mailbox.arrived, mailbox.aborted, mailbox.closing)
            }
            arrived.forEach(start)
            aborted.forEach { running[$0].map { abort($0) } }
            if closing == .now { break }
            works = multi.perform()
            while let (transfer, result) = multi.nextEnded() { end(transfer, result) }
            if closing == .whenIdle, running.isEmpty { break }
            works = works && multi.wait(running.isEmpty ? .seconds(60) : LaneWorker.stallCheck)
        }
        leave()
    }

    private func start(_ transfer: Transfer) {
        guard let handle = takeHandle() else {
            ended(transfer, Verdict(fate: .local, phase: .started, summary: "out of memory"))
            return
        }
        if let verdict = transfer.prepare(handle, routes: &routes) {
            idle.append(handle)
            ended(transfer, verdict)
        } else if multi.add(handle) {
            running[transfer.request.tag] = transfer
        } else {
            ended(
                transfer,
                Verdict(fate: .local, phase: .started, summary: "libcurl failed on this machine"))
        }
    }

    private func takeHandle() -> EasyHandle? {
        if let handle = idle.popLast() { return handle }
        return try? EasyHandle()
    }

    private func abort(_ transfer: Transfer) {
        end(transfer, nil)
    }

    private func end(_ transfer: Transfer, _ result: CURLcode?) {
        running[transfer.request.tag] = nil
        if let handle = transfer.handle { multi.remove(handle) }
        let (verdict, handle) = transfer.finish(result: result)
        if let handle, idle.count < LaneWorker.idlesKept { idle.append(handle) }
        ended(transfer, verdict)
    }

    private func leave() {
        for transfer in running.values { abort(transfer) }
        idle = []
        let late = mailbox.withLock { mailbox in
            mailbox.isGone = true
            multi.close()
            defer { mailbox.arrived = [] }
            return mailbox.arrived
        }
        for transfer in late {
            ended(transfer, Verdict(fate: .aborted, phase: .started, summary: "stopped by hae"))
        }
    }
}
