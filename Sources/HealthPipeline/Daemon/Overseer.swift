import HealthConfig
import HealthModel
import HealthOutbox
import Logging
import Synchronization

/// Looks after the daemon: shows that it lives, writes the figures, notices trouble and the ends of runs, and tells of
/// them. Used by one thread.
final class Overseer {
    /// A run whose data waits longer than this is told of as it is.
    private static let runSecondsMax = 900.0

    /// What other threads report.
    final class Inbound: Sendable {
        fileprivate let runs = Mutex<[(id: Identifier, at: Moment)]>([])
        let counters = Mutex(DaemonCounters())
        let bell = Bell()

        /// A run has enqueued all that it had.
        func add(run: Identifier, at now: Moment) {
            runs.withLock { $0.append((run, now)) }
            bell.ring()
        }
    }

    private let live: LiveWorkspace
    private let outbox: any Outbox
    private let desk: NoticeDesk
    private let inbound: Inbound
    private let logger: Logger
    private var troubles = TroubleWatch()
    private var open: [(id: Identifier, at: Moment)] = []
    private var figuresTrouble: String?

    init(
        _ live: LiveWorkspace, outbox: any Outbox, desk: NoticeDesk, inbound: Inbound,
        logger: Logger
    ) {
        (self.live, self.outbox, self.desk) = (live, outbox, desk)
        (self.inbound, self.logger) = (inbound, logger)
    }

    /// Reads how everything is doing, and does what follows.
    ///
    /// - Parameter now: Seconds of a clock that only goes forward.
    /// - Returns: One line for the service manager.
    func look(now: Double) throws -> String {
        let workspace = live.current
        let status = try StatusReader.read(workspace, outbox)
        tellTroubles(status, workspace, now)
        try tellRuns(workspace)
        let next = nextRuns(status, workspace)
        writeFigures(status, next, workspace)
        return Self.line(status, next)
    }

    // MARK: - Trouble

    private func tellTroubles(_ status: SystemStatus, _ workspace: Workspace, _ now: Double) {
        for change in troubles.look(status.automations, now: now) {
            let automation = workspace.configuration.automations.first {
                $0.identity == change.automation
            }
            let name = automation?.name ?? change.automation
            let trouble = change.trouble
            switch change.kind {
            case .began:
                logger.log(
                    level: trouble.isCritical ? .error : .warning, "Trouble.",
                    metadata: [
                        "automation": "\(name)", "kind": "\(trouble.kind.rawValue)",
                        "why": "\(trouble.text)", "command": "\(trouble.command ?? "-")",
                    ])
            case .lasts:
                guard let automation else { continue }
                desk.tellTrouble(
                    .ofTrouble(trouble, name, at: workspace.now),
                    key: TroubleWatch.key(change.automation, trouble), by: automation)
            case .over:
                logger.info(
                    "Trouble is over.",
                    metadata: ["automation": "\(name)", "kind": "\(trouble.kind.rawValue)"])
            }
        }
    }

    // MARK: - Ends of runs

    private func tellRuns(_ workspace: Workspace) throws {
        open += inbound.runs.withLock { runs in
            defer { runs = [] }
            return runs
        }
        let now = workspace.now
        var waiting: [(id: Identifier, at: Moment)] = []
        for entry in open {
            guard
                let run = try outbox.runs(RunSelection(id: entry.id, withEvents: false)).first?.run
            else { continue }
            let waits = run.state == .queued || run.state == .running
            if waits, abs(now.seconds(since: entry.at)) < Self.runSecondsMax {
                waiting.append(entry)
                continue
            }
            guard
                let automation = workspace.configuration.automations.first(where: {
                    $0.identity == run.automation
                })
            else { continue }
            desk.tell(.ofRun(run, at: now), wantedFor: .whenRun, by: automation)
        }
        open = waiting
    }

    // MARK: - Figures

    private func nextRuns(_ status: SystemStatus, _ workspace: Workspace) -> [String: Instant] {
        var next: [String: Instant] = [:]
        for automation in workspace.configuration.automations {
            let last = status.automations.first { $0.id == automation.identity }?.lastRun
            guard let schedule = try? workspace.schedule(of: automation) else { continue }
            next[automation.identity] =
                schedule.due(after: last?.startedAt.instant, now: workspace.now.instant).at
        }
        return next
    }

    private func writeFigures(
        _ status: SystemStatus, _ next: [String: Instant], _ workspace: Workspace
    ) {
        guard let path = workspace.configuration.prometheus else { return }
        let text = PrometheusText.of(
            status, next: next, counters: inbound.counters.withLock { $0 }, now: workspace.now)
        do {
            // For the collector, which runs as somebody else; there is nothing private in it.
            try FileReplacement.write(Array(text.utf8), to: path, mode: 0o644)
            figuresTrouble = nil
        } catch {
            if figuresTrouble != error.description {
                logger.warning("The figures cannot be written.", metadata: ["why": "\(error)"])
            }
            figuresTrouble = error.description
        }
    }

    private static func line(_ status: SystemStatus, _ next: [String: Instant]) -> String {
        let enabled = status.automations.count { $0.enabled }
        var line = "\(enabled) automation\(enabled == 1 ? "" : "s")"
        line += ", \(status.outbox.messages) queued"
        if let first = next.values.min() { line += ", next run \(first.rfc3339)" }
        let troubles = status.automations.count { $0.trouble != nil }
        if troubles > 0 { line += ", \(troubles) in trouble: hae status" }
        return line
    }
}
