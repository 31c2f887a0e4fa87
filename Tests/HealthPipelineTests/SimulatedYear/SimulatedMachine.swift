import Foundation
import HealthConfig
import HealthMetrics
import HealthModel
import HealthOutbox
import HealthPlugin

@testable import HealthPipeline

/// The daemon's own parts on a machine whose time we make: scheduler, runner, inbox, importer, outbox, drain.
final class SimulatedMachine {
    struct Start: Equatable {
        var automation: String
        var kind: RunKind
        /// By the clock of the machine.
        var at: Instant
    }

    let folder: TestFolder
    let clock: WallClock
    private let live: LiveWorkspace
    private var outbox: any Outbox
    private var runner: AutomationRunner
    private var inbox: Inbox
    private var uptime = 0.0
    private(set) var starts: [Start] = []
    private(set) var problems: [String] = []
    /// Messages in the outbox that are not finished.
    private(set) var queued = 0
    private var hasNews = false
    private var files = 0

    init(configuration: String, start: Instant) throws {
        folder = try TestFolder(inMemory: true)
        let clock = WallClock(start)
        self.clock = clock
        try folder.write(configuration, to: "hae.yaml")
        try FileManager.default.createDirectory(
            atPath: folder.path("inbox"), withIntermediateDirectories: true)
        live = LiveWorkspace(
            try Workspace(
                configuration: folder.path("hae.yaml"), spool: nil,
                registry: ProviderRegistry([HealthMetricsProvider()]), environment: [:],
                workingDirectory: folder.path, clock: { clock.now }))
        outbox = try live.current.openOutbox(.create)
        runner = AutomationRunner(
            live, .store, outbox: outbox, isStopped: { false }, onEvent: { _ in })
        inbox = Inbox(folder.path("inbox"), live: live, isStopped: { false }, onEvent: { _ in })
        try begin()
    }

    /// A new process: what it knows is what the spool says.
    func restart() throws {
        try outbox.close()
        outbox = try live.current.openOutbox(.create)
        try begin()
    }

    private func begin() throws {
        runner = AutomationRunner(live, .store, outbox: outbox, isStopped: { false }) {
            [unowned self] in
            note($0)
        }
        inbox = Inbox(folder.path("inbox"), live: live, isStopped: { false }) { [unowned self] in
            note($0)
        }
        try runner.configure()
    }

    private func note(_ event: AutomationRunner.Event) {
        hasNews = true
        switch event {
        case .ended(let automation, let outcome):
            if let error = outcome.error { problems.append("\(automation.name): \(error)") }
            guard let id = outcome.id,
                let run = try? outbox.runs(RunSelection(id: id, withEvents: false)).first?.run
            else { return }
            starts.append(
                Start(automation: automation.name, kind: run.kind, at: run.startedAt.instant))
        case .refused(let automation, let reason, let status):
            // Before the first import there is no store.
            if status != .noSpool { problems.append("\(automation.name): \(reason)") }
        case .runsElsewhere(let automation):
            problems.append("\(automation.name) runs elsewhere")
        }
    }

    private func note(_ event: Inbox.Event) {
        switch event {
        case .begun: break
        case .imported(_, let outcome, let target):
            if outcome.rejected > 0 || target == nil { problems.append("import: \(outcome)") }
        case .refused(_, let reason, _), .waits(_, let reason), .trouble(let reason):
            problems.append(reason)
        }
    }

    /// The phone puts a file into the inbox, whether the machine is awake or not.
    func put(_ text: String) throws {
        files += 1
        try folder.write(text, to: "inbox/export\(files).xml")
    }

    /// What the daemon does at a moment: imports, runs, sends.
    ///
    /// - Returns: When something is due, by the clock of the machine.
    func work(at time: Instant) throws -> Instant? {
        clock.set(time)
        // Two looks that lie far enough apart for every file to have stood still.
        for _ in 0..<2 {
            _ = try inbox.look(closed: [], now: uptime)
            uptime += 60
        }
        let due = try runner.runDue()
        if hasNews { queued = try outbox.stats().messages }
        hasNews = false
        guard queued > 0 else { return due }
        let drain = try Drain.open(workspace: live.current, outbox: outbox)
        // What it spreads over the next minute is due at the next moment of ours; nothing waits by a real clock.
        drain.spreadTime = .zero
        _ = try drain.run(.onePass)
        queued = try outbox.stats().messages
        return due
    }

    func dead() throws -> Int { try outbox.stats().lanes.reduce(0) { $0 + $1.dead } }
}
