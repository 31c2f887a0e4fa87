import HealthConfig
import HealthOutbox
import HealthPlugin

/// The work of one run from its plan to its last enqueue; one object for one run.
final class RunWork {
    private let exporter: Exporter
    private let automation: AutomationConfig
    /// `nil` in a dry run.
    private let run: Run?
    private let manualRange: Range<Instant>?
    /// Takes the place of what the outbox has stored.
    private let assumption: AutomationReset.Assumption?
    private let onProgress: Exporter.ProgressHandler
    private let journal: RunJournal
    private let times = QueryTimes()
    private var outcome: RunOutcome
    private var parts: PartEnqueuer?
    private var recordsMade = 0

    /// Work on a run that the outbox knows.
    init(
        _ exporter: Exporter, _ automation: AutomationConfig, run: Run,
        _ progress: @escaping Exporter.ProgressHandler
    ) {
        (self.exporter, self.automation, self.run) = (exporter, automation, run)
        (onProgress, assumption) = (progress, nil)
        let workspace = exporter.workspace
        journal = RunJournal(outbox: exporter.outbox, run: run.id) { workspace.now }
        manualRange = run.from.flatMap { from in run.to.map { from..<max(from, $0) } }
        outcome = RunOutcome(automation: automation.name, id: run.id, state: .stored(.running))
    }

    /// A dry run.
    init(
        _ exporter: Exporter, _ automation: AutomationConfig, range: Range<Instant>?,
        assuming assumption: AutomationReset.Assumption? = nil,
        _ progress: @escaping Exporter.ProgressHandler
    ) {
        (self.exporter, self.automation, run) = (exporter, automation, nil)
        (manualRange, onProgress, self.assumption) = (range, progress, assumption)
        journal = RunJournal(outbox: nil, run: nil) { .now() }
        outcome = RunOutcome(automation: automation.name, id: nil, state: .planned)
    }

    func perform() throws -> RunOutcome {
        do {
            try export()
            try journal.flush()
        } catch let error as OutboxError where error.isFull {
            // The run stays open: its next start goes on from the cursor.
            journal.note(.warning, "Stopped: \(error)")
            try journal.flush()
            (outcome.error, outcome.errorStatus) = ("\(error)", error.exitStatus)
            countParts()
            outcome.state = .stored(.queued)
        } catch let error as OutboxError {
            throw error
        } catch let error as RunStopped {
            // The run stays open: the next start goes on from the cursor.
            try journal.flush()
            throw error
        } catch {
            try fail(error)
        }
        return outcome
    }

    private func fail(_ error: any Error) throws {
        outcome.error = "\(error)"
        outcome.errorStatus = (error as? any StatusError)?.exitStatus ?? .failed
        if error is SettingsError { outcome.errorStatus = .configuration }
        guard let run else { return }
        journal.note(.error, "\(error)")
        try journal.flush()
        try exporter.outbox?.endRun(run.id, as: .failed("\(error)"))
        outcome.state = .stored(.failed)
    }

    // MARK: - Export

    private func export() throws {
        let workspace = exporter.workspace
        guard let provider = workspace.registry[automation.dataType] else {
            throw SettingsError(
                key: "data_type", "\"\(automation.dataType)\" has no provider in this program.")
        }
        let started = run?.startedAt ?? workspace.now
        let zone = try workspace.zone(of: automation.measure)
        let settings = automation.exportSettings(zone: zone, now: started.instant)
        let store = try exporter.store
        let reader = TimedReader(try store.reader(at: run?.generation), times)
        let checkpoints =
            try assumption?.checkpoints
            ?? exporter.outbox?.checkpoints(of: automation.identity) ?? [:]
        var plan = try RunPlan.make(
            automation: automation, provider: provider, settings: settings, range: manualRange,
            checkpoints: checkpoints, storeID: store.storeID, store: reader)
        outcome.range = plan.range
        let cursor = run?.cursor.flatMap { RunCursor(encoded: $0) }
        plan.leaveOutStreams(before: cursor)
        let began = ContinuousClock.now
        journal.noteStart(of: plan, resuming: cursor == nil ? nil : run)
        let parts = PartEnqueuer(
            outbox: exporter.outbox, automation: automation, provider: provider, plan: plan,
            run: run, startedAt: started, journal: journal)
        self.parts = parts
        let builder = parts.makeBuilder(times)
        let ledger: ExportSink.Ledger? =
            plan.isSinceLastSync
            ? { [unowned self] in try digests(of: plan.request.streams[$0].id, on: $1) } : nil
        let sink = ExportSink(
            streams: plan.request.streams, zone: zone, ledger: ledger, resume: cursor,
            builder: builder
        ) { [unowned self] stream in
            recordsMade += 1
            if recordsMade & 127 == 0 {
                try onProgress(recordsMade, stream + 1, plan.request.streams.count)
            }
        }
        if plan.hasNews {
            try provider.export(plan.request, from: reader, into: sink)
        }
        try sink.finish()
        if builder.recordsAdded == 0, cursor == nil, automation.delivery.sendEmpty {
            try builder.appendEmptyBody()
        }
        if try !builder.finish() { try parts.finishWithoutPart(builder) }
        report(parts, builder: builder, sink: sink)
        journal.noteQueries(times, slow: workspace.configuration.slowQuery, plan: plan)
        journal.noteWarnings(outcome.warnings)
        journal.noteTotals(
            parts, of: automation, plan: plan, aggregation: provider.aggregation(for: settings),
            took: ContinuousClock.now - began)
    }

    /// What was enqueued of a stream before, by day.
    private func digests(
        of stream: String, on days: ClosedRange<CivilDate>
    ) throws -> [CivilDate: UInt64] {
        let known = try exporter.outbox?.sentDigests(
            automation: automation.identity, stream: stream, days: days)
        guard let first = assumption?.forgottenFrom else { return known ?? [:] }
        return (known ?? [:]).filter { $0.key < first }
    }

    /// What was enqueued, also of a run that stops half-way.
    private func countParts() {
        guard let parts else { return }
        outcome.records = parts.records
        outcome.requests = parts.requests
        outcome.bytes = parts.bytes
    }

    private func report(_ parts: PartEnqueuer, builder: PartBuilder, sink: ExportSink) {
        countParts()
        outcome.warnings = sink.warnings
        if builder.oversized > 0 {
            outcome.warnings["oversized_record"] = (
                "a record is larger than batch_max_bytes and was sent alone", builder.oversized
            )
        }
        guard let run else { return }
        outcome.state = .stored(parts.requests == 0 && run.nextPart == 1 ? .empty : .queued)
    }
}

extension RunOutcome {
    fileprivate init(automation: String, id: Identifier?, state: State) {
        self.init(
            id: id, automation: automation, state: state, records: 0, requests: 0, delivered: 0,
            bytes: 0, range: nil, warnings: [:], error: nil, errorStatus: nil)
    }
}

extension RunPlan {
    /// Selects nothing of the streams that an interrupted run has enqueued completely.
    fileprivate mutating func leaveOutStreams(before cursor: RunCursor?) {
        guard let cursor else { return }
        for index in request.selections.indices where index < cursor.stream {
            request.selections[index] = .range(.distantPast ..< .distantPast)
        }
    }
}
