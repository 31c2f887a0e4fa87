internal import Dispatch
internal import HealthModel
internal import Synchronization

/// Delivers requests over HTTP with libcurl; the ``Courier`` that the program uses.
///
/// Each lane has a thread and a multi handle of its own, made at its first request, so that connections and
/// credentials cannot cross lanes and one lane's trouble never delays another. Nothing is stored and nothing is tried
/// again here: every request ends with one `Verdict`, and what follows from it is the outbox's business.
///
/// A sender has to be shut down before it is let go.
public final class Sender: Courier {
    private struct Flight {
        let worker: LaneWorker
        let meter: TransferMeter
    }

    private struct State {
        var workers: [String: LaneWorker] = [:]
        var widths: [String: Int] = [:]
        var flights: [Int64: Flight] = [:]
        var isClosed = false
    }

    private let options: TransferOptions
    private let state: Mutex<State>
    private let completions = CompletionQueue()
    private let total = TotalMeter()
    private let threads = DispatchGroup()

    public init(options: TransferOptions = TransferOptions()) {
        self.options = options
        state = Mutex(State())
    }

    deinit {
        state.withLock { assert($0.workers.isEmpty, "a sender was not shut down") }
    }

    public func submit(
        _ request: sending Request, to endpoint: Endpoint, lane: String
    ) throws(SenderError) {
        let tag = request.tag
        let meter = TransferMeter(total: total)
        let transfer = Transfer(request, to: endpoint, lane: lane, options: options, meter: meter)
        let failure: SenderError? = state.withLock { state in
            if state.isClosed { return .closed }
            if state.flights[tag] != nil { return .tagInUse(tag) }
            do throws(SenderError) {
                var worker = state.workers[lane]
                if worker?.submit(transfer) != true {
                    // The first request, or the lane gave up after a fault of libcurl.
                    let fresh = try makeWorker(lane)
                    if let width = state.widths[lane] { fresh.resume(width: width) }
                    guard fresh.submit(transfer) else { return .noHandle }
                    worker = fresh
                }
                state.workers[lane] = worker
                if let worker { state.flights[tag] = Flight(worker: worker, meter: meter) }
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    public func resume(lane: String, width: Int) {
        state.withLock { state in
            state.widths[lane] = width
            state.workers[lane]?.resume(width: width)
        }
    }

    public func recall(lane: String) {
        state.withLock { $0.workers[lane] }?.recall()
    }

    private func makeWorker(_ lane: String) throws(SenderError) -> LaneWorker {
        try LaneWorker(name: lane, group: threads) { [weak self] transfer, verdict in
            self?.end(transfer, verdict)
        }
    }

    private func end(_ transfer: Transfer, _ verdict: Verdict) {
        let tag = transfer.request.tag
        state.withLock { $0.flights[tag] = nil }
        completions.append(
            Completion(tag: tag, lane: transfer.lane, verdict: verdict, elapsed: transfer.elapsed))
    }

    public func nextCompletions(timeout: Duration) -> [Completion] {
        completions.next(timeout: timeout)
    }

    public func wake() {
        completions.wake()
    }

    public func abort(tag: Int64) {
        state.withLock { $0.flights[tag] }?.worker.abort(tag: tag)
    }

    public func reset(lane: String) {
        state.withLock { $0.workers.removeValue(forKey: lane) }?.close(.now)
    }

    public func progress() -> SenderProgress {
        let flights = state.withLock { $0.flights.mapValues(\.meter.bytesSent) }
        return SenderProgress(bytesSent: total.bytesSent, inFlight: flights)
    }

    public func shutdown(drainTimeout: Duration) {
        let workers = state.withLock { state in
            state.isClosed = true
            defer { state.workers = [:] }
            return Array(state.workers.values)
        }
        for worker in workers { worker.close(.whenIdle) }
        let deadline = DispatchTime.now() + .milliseconds(drainTimeout.wholeMilliseconds)
        if threads.wait(timeout: deadline) == .success { return }
        for worker in workers { worker.close(.now) }
        threads.wait()
    }
}
