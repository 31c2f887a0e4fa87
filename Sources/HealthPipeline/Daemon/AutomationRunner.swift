import HealthConfig
import HealthModel
import HealthOutbox
import HealthPlugin
import HealthStore

/// Runs automations that are due, one after the other: the scheduler's hands. Used by one thread.
final class AutomationRunner {
    /// Whose automations one runner runs, beside the other. Neither waits for an endpoint: sending is the drain's.
    enum Share: String {
        /// Those that read the store. They wait for the disk alone, and two at once would be no faster.
        case store = "runs"
        /// Those of taps, which may wait for the servers of others until their time is over.
        case taps
    }

    enum Event {
        case ended(AutomationConfig, RunOutcome)
        /// It could not begin; a sentence says why.
        case refused(AutomationConfig, String, ExitStatus)
        /// Another process works on it just now.
        case runsElsewhere(AutomationConfig)
    }

    private let live: LiveWorkspace
    private let share: Share
    private let outbox: any Outbox
    private let isStopped: () -> Bool
    private let onEvent: (Event) -> Void
    private var scheduler = Scheduler()
    /// Runs of this process that wait for room.
    private var waiting: Set<Identifier> = []

    /// - Parameters:
    ///   - isStopped: Asked between records; once it says so, the run is left where it is.
    init(
        _ live: LiveWorkspace, _ share: Share, outbox: any Outbox,
        isStopped: @escaping () -> Bool, onEvent: @escaping (Event) -> Void
    ) {
        (self.live, self.share, self.outbox) = (live, share, outbox)
        (self.isStopped, self.onEvent) = (isStopped, onEvent)
    }

    /// Takes over the configuration of now; at the start also what earlier processes have left half-done.
    func configure() throws {
        let workspace = live.current
        var schedules: [(automation: String, schedule: Schedule)] = []
        for automation in workspace.configuration.automations
        where workspace.readsStore(automation) == (share == .store) {
            if let schedule = try workspace.schedule(of: automation) {
                schedules.append((automation.identity, schedule))
            }
        }
        let now = workspace.now
        try scheduler.configure(schedules) { try lastStart(of: $0, now: now) }
        for (automation, _) in schedules {
            if try outbox.unfinishedRun(of: automation)?.state == .interrupted {
                scheduler.resume(automation, now: now.instant)
            }
        }
    }

    /// When an automation started last, by the clock of now; manual runs do not count.
    private func lastStart(of automation: String, now: Moment) throws -> Instant? {
        try outbox.runs(RunSelection(automation: automation, limit: 50, withEvents: false))
            .map(\.run).first { $0.kind != .manual && $0.startedAt <= now }?.startedAt.instant
    }

    /// Runs all that is due.
    ///
    /// - Returns: When something is due next; `nil`: nothing ever, or it is time to stop.
    /// - Throws: What makes all runs useless, such as a disk that fails.
    func runDue() throws -> Instant? {
        var lookedAt: Instant?
        while !isStopped() {
            let now = live.current.now.instant
            let starts = scheduler.starts(now: now, awakeSince: lookedAt)
            lookedAt = now
            if starts.isEmpty { return scheduler.nextDue(now: now) }
            for start in starts {
                if isStopped() { return nil }
                try run(start)
            }
        }
        return nil
    }

    private func run(_ start: Scheduler.Start) throws {
        let workspace = live.current
        let startedAt = workspace.now.instant
        var retries = false
        if let automation = workspace.configuration.automations.first(where: {
            $0.identity == start.automation
        }) {
            do {
                retries = try run(automation, start.kind, workspace)
            } catch let error as OutboxError where error.isIO {
                throw error
            } catch let error as RunStopped {
                throw error
            } catch {
                let status = (error as? any StatusError)?.exitStatus ?? .failed
                onEvent(.refused(automation, "\(error)", status))
                retries = status == .queued || status == .io
            }
        }
        scheduler.ended(
            start.automation, startedAt: startedAt, retry: retries, now: workspace.now.instant)
    }

    /// - Returns: Whether to go on before the next time.
    private func run(
        _ automation: AutomationConfig, _ kind: RunKind, _ workspace: Workspace
    ) throws -> Bool {
        if let unfinished = try outbox.unfinishedRun(of: automation.identity),
            unfinished.state == .running, !waiting.contains(unfinished.id)
        {
            onEvent(.runsElsewhere(automation))
            return true
        }
        let exporter = Exporter(
            workspace: workspace,
            store: workspace.readsStore(automation) ? try workspace.openStore(.readOnly) : nil,
            outbox: outbox)
        let outcomes = try exporter.run(automation, kind: kind) { [isStopped] _, _, _ in
            if isStopped() { throw RunStopped() }
        }
        for outcome in outcomes {
            let waits = outcome.error != nil && outcome.state == .stored(.queued)
            if let id = outcome.id {
                if waits { waiting.insert(id) } else { waiting.remove(id) }
            }
            onEvent(.ended(automation, outcome))
        }
        return outcomes.last.map { $0.error != nil && $0.state == .stored(.queued) } ?? false
    }
}
