internal import CCurl
internal import Foundation
internal import HealthModel
internal import Synchronization

/// One lane: a thread, a multi handle, the transfers on it, and a queue of those that wait for theirs.
///
/// A thread for each lane, so that a slow disk or name server of one never delays another. Other threads only put
/// things into its mailbox and wake it.
///
/// `@unchecked Sendable`: `queue`, `width`, `isStopped`, `running`, `idle` and `routes` belong to the lane's thread alone; all
/// else is a mutex or constant.
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
        /// How many may run at once from now on; also lets a lane go on that has stopped.
        var width: Int?
        /// Everything that was queued before is to be given back; of what arrives, this.
        var recalled: [Transfer]?
        var closing = Closing.open
        var isGone = false
    }

    /// While something runs, libcurl is asked at least that often, so that a stall is noticed.
    private static let stallCheck = Duration.milliseconds(500)
    private static let idlesKept = 16

    private let multi: MultiHandle
    private let mailbox = Mutex(Mailbox())
    private let ended: @Sendable (Transfer, Verdict) -> Void

    /// What has not begun, oldest first.
    private var queue: [Transfer] = []
    /// `nil`: nobody looks after the lane, and it sends whatever it gets.
    private var width: Int?
    /// Something was not delivered: whether the rest may go on is not for the lane to say.
    private var isStopped = false
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

    func resume(width: Int) {
        mailbox.withLock { mailbox in
            guard !mailbox.isGone else { return }
            mailbox.width = width
            multi.wake()
        }
    }

    func recall() {
        mailbox.withLock { mailbox in
            guard !mailbox.isGone else { return }
            // What arrives after this is not meant.
            mailbox.recalled = (mailbox.recalled ?? []) + mailbox.arrived
            mailbox.arrived = []
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
            let post = mailbox.withLock { mailbox in
                defer { mailbox = Mailbox(closing: mailbox.closing) }
                return mailbox
            }
            if let recalled = post.recalled {
                queue += recalled
                giveBack { _ in true }
            }
            queue += post.arrived
            if let width = post.width { (self.width, isStopped) = (width, false) }
            for tag in post.aborted {
                giveBack { $0.request.tag == tag }
                running[tag].map { abort($0) }
            }
            if post.closing == .now { break }
            startWaiting()
            works = multi.perform()
            while let (transfer, result) = multi.nextEnded() { end(transfer, result) }
            if startWaiting() { continue }
            if post.closing == .whenIdle, running.isEmpty, queue.isEmpty || isStopped { break }
            works = works && multi.wait(running.isEmpty ? .seconds(60) : LaneWorker.stallCheck)
        }
        leave()
    }

    /// - Returns: Whether it began one.
    @discardableResult private func startWaiting() -> Bool {
        var count = 0
        while count < queue.count, width.map({ !isStopped && running.count < $0 }) ?? true {
            start(queue[count])
            count += 1
        }
        queue.removeFirst(count)
        return count > 0
    }

    private func giveBack(where isMeant: (Transfer) -> Bool) {
        for transfer in queue where isMeant(transfer) { ended(transfer, .unbegun) }
        queue.removeAll(where: isMeant)
    }

    private func start(_ transfer: Transfer) {
        guard let handle = takeHandle() else {
            ended(transfer, Verdict(fate: .local, phase: .started, summary: "out of memory"))
            return
        }
        if let verdict = transfer.prepare(handle, routes: &routes) {
            idle.append(handle)
            isStopped = true
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
        if !verdict.fate.isDelivery { isStopped = true }
        ended(transfer, verdict)
    }

    private func leave() {
        for transfer in running.values { abort(transfer) }
        giveBack { _ in true }
        idle = []
        let late = mailbox.withLock { mailbox in
            mailbox.isGone = true
            multi.close()
            defer { mailbox.arrived = [] }
            return mailbox.arrived
        }
        for transfer in late { ended(transfer, .unbegun) }
    }
}
