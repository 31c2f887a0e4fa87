public import HealthOutbox
import HealthConfig
import HealthModel
import HealthStore

/// Puts together what configuration and outbox say about each automation.
public struct StatusReader {
    /// Runs that are looked at: with one a quarter of an hour the last five days.
    static let runsMax = 500
    static let days = 14

    private let workspace: Workspace
    private let outbox: any Outbox
    private let stats: OutboxStats
    private let now: Moment

    /// Reads everything; changes nothing.
    public static func read(_ workspace: Workspace, _ outbox: any Outbox) throws -> SystemStatus {
        let reader = StatusReader(
            workspace: workspace, outbox: outbox, stats: try outbox.stats(), now: workspace.now)
        let automations = workspace.configuration.automations
        var queued: [String: Int] = [:]
        for row in try outbox.shape(by: .automation) { queued[row.name, default: 0] += row.total }
        let statuses = try automations.map { try reader.status(of: $0, queuedByName: queued) }
        let strangers = queued.filter { name, _ in
            !statuses.contains { $0.names.contains(name) }
        }
        return SystemStatus(
            automations: statuses.map(\.status), outbox: reader.stats,
            warnings: reader.warnings(strangers))
    }

    private struct Named {
        var status: AutomationStatus
        /// What it was called when its messages were enqueued.
        var names: Set<String>
    }

    private func status(
        of automation: AutomationConfig, queuedByName: [String: Int]
    ) throws -> Named {
        let id = automation.identity
        let runs = try outbox.runs(
            RunSelection(automation: id, limit: Self.runsMax, withEvents: false)
        ).map(\.run)
        let names = Set(runs.map(\.automationName) + [automation.name])
        let queued = names.reduce(0) { $0 + (queuedByName[$1] ?? 0) }
        let due = try workspace.schedule(of: automation)?.due(
            after: runs.first?.startedAt.instant, now: now.instant)
        var status = AutomationStatus(
            name: automation.name, id: id, enabled: automation.enabled, lastRun: runs.first,
            nextRun: due?.at, queued: queued, oldest: nil, inSyncSince: Self.inSync(runs),
            deliveries: Self.deliveries(runs, now: now), trouble: nil)
        if queued > 0 {
            status.oldest = try first(of: id)?.createdAt
        }
        status.trouble = try trouble(of: automation, status, isMissed: due?.isMissed ?? false)
        return Named(status: status, names: names)
    }

    private func first(of automation: String, _ states: Set<MessageState> = []) throws
        -> MessageSummary?
    {
        try outbox.page(
            MessageSelection(automation: automation, states: states), after: nil, limit: 1
        ).messages.first
    }

    private func trouble(
        of automation: AutomationConfig, _ status: AutomationStatus, isMissed: Bool
    ) throws -> AutomationStatus.Trouble? {
        let lane = stats.lanes.first { $0.lane == automation.laneName }
        var finder = TroubleFinder(status: status, lane: lane, now: now)
        finder.isSending = stats.sender != nil
        finder.isMissed = isMissed
        finder.blocks = automation.delivery.order != .none
        if status.queued > 0 {
            finder.corrupt = try first(of: status.id, [.corrupt])
            finder.held = try first(of: status.id, [.held])
            finder.dead = try first(of: status.id, [.dead])
        }
        return finder.trouble
    }

    private func warnings(_ strangers: [String: Int]) -> [String] {
        var warnings: [String] = []
        if let reason = missingStore() { warnings.append(reason) }
        for (name, count) in strangers.sorted(by: { $0.key < $1.key }) {
            warnings.append(
                "\(count) message\(count == 1 ? "" : "s") of \"\(name)\", which is not in the "
                    + "configuration any more, \(count == 1 ? "stays" : "stay") in the outbox: hae outbox list --automation "
                    + "\"\(name)\"")
        }
        if stats.bytes > stats.bytesMax / 10 * 8 {
            warnings.append(
                "The outbox is more than 80 % full; when it is full, runs stop until something is delivered."
            )
        }
        let freeMin = Int64(workspace.configuration.quota.freeBytesMin)
        if let free = stats.bytesFree, free < freeMin {
            warnings.append(
                "The disk has \(Humanize.bytes(free)) free, less than the \(Humanize.bytes(freeMin)) of min_free: runs "
                    + "and imports wait until there is room; what is queued is still sent.")
        }
        if let version = stats.sqliteVersion, SQLiteVersion.hasCheckpointFault(version) {
            warnings.append(
                "SQLite \(version) can damage a database when two processes checkpoint at once; hae lets "
                    + "only one do so. SQLite 3.51.3 or newer is better.")
        }
        return warnings
    }

    /// What keeps runs from reading the store.
    private func missingStore() -> String? {
        do {
            _ = try workspace.openStore(.readOnly)
            return nil
        } catch let error as StoreError where error.exitStatus == .noSpool {
            return "Nothing has been imported yet; begin with: hae import export.zip"
        } catch {
            return "The store cannot be read: \(error)"
        }
    }

    // MARK: - Figures from runs, newest first

    static func inSync(_ runs: [Run]) -> Moment? {
        var candidate: Moment?
        for run in runs {
            if run.unfinished > 0 || run.endedAt == nil {
                candidate = nil
            } else if candidate == nil, run.kind != .manual,
                run.state == .delivered || run.state == .empty
            {
                candidate = run.startedAt
            }
        }
        return candidate
    }

    static func deliveries(_ runs: [Run], now: Moment) -> [Int] {
        var counts = [Int](repeating: 0, count: days)
        let today = day(now)
        for run in runs {
            let index = days - 1 - Int(today - day(run.startedAt))
            if counts.indices.contains(index) { counts[index] += run.delivered }
        }
        return counts
    }

    /// Days since 1970, UTC.
    private static func day(_ moment: Moment) -> Int64 {
        let seconds = moment.instant.seconds
        return seconds / 86_400 - (seconds % 86_400 < 0 ? 1 : 0)
    }
}
