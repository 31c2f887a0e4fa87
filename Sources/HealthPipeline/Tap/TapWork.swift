import HealthConfig
import HealthOutbox
import HealthPlugin
import HealthSinger

/// The work of one run whose data type is a Singer tap; one object for one run.
///
/// Runs since last sync hand the tap its last STATE and keep the new one, in the transaction that enqueues the
/// records before it. Runs with a range (manual ones, and other periods) hand over no state and keep none: the
/// tap is asked from the range's start by the keys `start_date` and `end_date` of its configuration, if it has
/// them, and nothing that it sends is filtered, since hae does not know which of a stranger's fields is its date.
///
/// What a STATE covers goes out whatever happens later; of a run that fails, what comes behind the last STATE
/// is dropped, and the next run gets it again.
final class TapWork: TapReceiver {
    private let exporter: Exporter
    private let automation: AutomationConfig
    private let tap: TapConfig
    /// `nil` in a dry run.
    private let run: Run?
    private let range: Range<Instant>?
    private let beginsAgain: Bool
    private let onProgress: Exporter.ProgressHandler
    private let zone: ZoneTable
    private let enqueuer: TapEnqueuer
    private var batch: TapBatch
    private var outcome: RunOutcome
    private var recordsMade = 0

    /// - Parameters:
    ///   - run: As the outbox knows it; `nil` in a dry run.
    ///   - manualRange: Of a dry run.
    ///   - beginsAgain: A dry run as if there were no state.
    init(
        _ exporter: Exporter, _ automation: AutomationConfig, tap: TapConfig, run: Run?,
        manualRange: Range<Instant>? = nil, beginsAgain: Bool = false,
        _ progress: @escaping Exporter.ProgressHandler
    ) throws {
        let workspace = exporter.workspace
        (self.exporter, self.automation, self.tap, self.run) = (exporter, automation, tap, run)
        (onProgress, self.beginsAgain) = (progress, beginsAgain)
        zone = try workspace.zone(of: automation.measure)
        let started = run?.startedAt ?? workspace.now
        let manual =
            run?.from.flatMap { from in run?.to.map { from..<max(from, $0) } } ?? manualRange
        range = manual ?? automation.schedule.dateRange.range(now: started.instant, zone: zone)
        enqueuer = TapEnqueuer(
            outbox: exporter.outbox, automation: automation, run: run, startedAt: started,
            zone: zone, range: range)
        batch = TapBatch(
            folder: run == nil ? nil : workspace.spool,
            bytesMax: Int64(workspace.configuration.quota.messageBytesMax))
        outcome = RunOutcome(
            id: run?.id, automation: automation.name,
            state: run == nil ? .planned : .stored(.running),
            records: 0, requests: 0, delivered: 0, bytes: 0, range: range, warnings: [:],
            error: nil, errorStatus: nil)
    }

    func perform() throws -> RunOutcome {
        do {
            try export()
        } catch let error as OutboxError where error.isFull {
            // The run stays open: its next start goes on from the last state that was enqueued.
            try log(.warning, "Stopped: \(error)")
            (outcome.error, outcome.errorStatus) = ("\(error)", error.exitStatus)
            outcome.state = .stored(.queued)
        } catch let error as OutboxError {
            throw error
        } catch let error as RunStopped {
            // The run stays open: the next start goes on from the last state that was enqueued.
            throw error
        } catch {
            try fail(error)
            if let run { try exporter.outbox?.endRun(run.id, as: .failed("\(error)")) }
        }
        return outcome
    }

    // MARK: - What the tap says

    func schema(_ stream: SingerStream) throws {
        batch.announce(stream)
    }

    func record(_ bytes: ArraySlice<UInt8>, of stream: SingerStream) throws {
        // Not before there is more to come: the last batch says that it is the last.
        if batch.isCovered, enqueuer.isFull(batch) { try enqueuer.enqueue(&batch) }
        try batch.append(bytes, of: stream)
        recordsMade += 1
        if recordsMade & 1023 == 0 { try pulse() }
    }

    func state(_ value: [UInt8]) throws {
        batch.cover(with: value)
    }

    func pulse() throws {
        let streams = max(1, batch.streams.count)
        try onProgress(recordsMade, streams, streams)
    }

    // MARK: - The run

    private func export() throws {
        let workspace = exporter.workspace
        let state = try lastState()
        var start = range?.lowerBound
        if range == nil, state == nil, case .date(let day) = automation.schedule.start {
            start = zone.start(of: day)
        }
        if range != nil, !(tap.config?.has("start_date") ?? false) {
            try log(
                .info,
                "The tap's configuration has no start_date: everything that it gives is sent, whatever the range."
            )
        }
        let settings = try workspace.settings(
            of: tap, state: state, from: start, to: range?.upperBound)
        let report = try Tap.run(
            settings, bases: PrivateFolder.bases(environment: workspace.environment), into: self)
        try logLines(of: report)
        if let fault = report.fault {
            let dropped = try batch.dropUncovered()
            if dropped > 0 {
                outcome.warnings["uncovered"] = (
                    "a record behind the last STATE was not sent; the next run gets it again",
                    dropped
                )
            }
            try enqueuer.enqueue(&batch, ending: .failed("\(tap.id): \(fault)"))
            try summarize(report)
            return try fail(fault)
        }
        batch.coverAll()
        try enqueuer.enqueue(&batch, ending: .complete)
        try summarize(report)
        guard let run else { return }
        let isEmpty = enqueuer.requests == 0 && run.nextPart == 1
        outcome.state = .stored(isEmpty ? .empty : .queued)
    }

    /// The state to hand back; `nil` at the beginning, and for runs with a range.
    ///
    /// A run that was interrupted goes on from its own, which every kind of run has.
    private func lastState() throws -> [UInt8]? {
        if let cursor = run?.cursor { return cursor }
        guard range == nil, !beginsAgain else { return nil }
        let known = try exporter.outbox?.checkpoints(of: automation.identity)[TapEnqueuer.stream]
        // "automations reset" writes positions of the store, which say nothing to a tap: it begins again.
        return known.flatMap { $0.storeID == TapEnqueuer.storeID ? $0.enqueuedThrough : nil }
    }

    // MARK: - Telling

    private func logLines(of report: TapOutcome) throws {
        let level: RunEvent.Level = report.fault == nil ? .info : .warning
        for (index, line) in report.lastLines.enumerated() {
            let number = report.errorLines - report.lastLines.count + index + 1
            try log(level, "\(tap.id): \(line)", ["tap": tap.id, "line": String(number)])
        }
    }

    private func summarize(_ report: TapOutcome) throws {
        outcome.records = enqueuer.records
        outcome.requests = enqueuer.requests
        outcome.bytes = enqueuer.bytes
        for (code, warning) in report.warnings {
            outcome.warnings[code] = (warning.phrase, warning.count)
        }
        if enqueuer.oversized > 0 {
            outcome.warnings["oversized_record"] = (
                "a record is larger than batch_max_bytes and was sent alone", enqueuer.oversized
            )
        }
        if enqueuer.withoutColumn > 0 {
            outcome.warnings["without_column"] = (
                "a value that the stream's schema does not name has no column and was left out",
                enqueuer.withoutColumn
            )
        }
        for (code, warning) in outcome.warnings.sorted(by: { $0.key < $1.key }) {
            try log(.warning, warning.phrase, ["code": code, "count": String(warning.count)])
        }
        try log(
            .info, "Enqueued.",
            [
                "records": String(enqueuer.records), "requests": String(enqueuer.requests),
                "bytes": String(enqueuer.bytes),
            ])
    }

    private func fail(_ error: any Error) throws {
        let text = error is TapFault ? "\(tap.id): \(error)" : "\(error)"
        outcome.error = text
        outcome.errorStatus = (error as? any StatusError)?.exitStatus ?? .failed
        guard run != nil else { return }
        try log(.error, text)
        outcome.state = .stored(.failed)
    }

    private func log(_ level: RunEvent.Level, _ text: String, _ data: [String: String] = [:]) throws
    {
        guard let run else { return }
        try exporter.outbox?.log(
            RunEvent(at: exporter.workspace.now, level: level, text: text, data: data), in: run.id)
    }
}
