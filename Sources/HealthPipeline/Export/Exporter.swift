public import HealthConfig
import HealthOutbox
public import HealthPlugin
import HealthStore

/// Runs automations: plans, lets the provider write, cuts parts and enqueues each with its progress.
///
/// Blocks; waits for the disk and never for the network.
public final class Exporter {
    /// Called now and then while records are made; may throw to stop. Streams are counted from 1.
    public typealias ProgressHandler = (_ records: Int, _ stream: Int, _ streams: Int) throws ->
        Void

    let workspace: Workspace
    /// `nil`: nothing that runs reads it, and it may not even be there.
    let storeIfAny: HealthStore?
    /// `nil`: nothing was ever enqueued; only dry runs are possible.
    let outbox: (any Outbox)?

    init(workspace: Workspace, store: HealthStore?, outbox: (any Outbox)?) {
        (self.workspace, storeIfAny, self.outbox) = (workspace, store, outbox)
    }

    /// - Throws: An error with status 69 when there is none.
    var store: HealthStore {
        get throws { try storeIfAny ?? workspace.openStore(.readOnly) }
    }

    /// An exporter for dry runs: opens everything for reading only, and does without an outbox where none has
    /// been made yet.
    ///
    /// - Parameter readsStore: `false` when all that runs are taps, which do without.
    /// - Throws: An error with status 69 when there is no store.
    public static func forDryRuns(
        in workspace: Workspace, readsStore: Bool = true
    ) throws -> Exporter {
        let store = readsStore ? try workspace.openStore(.readOnly) : nil
        do {
            return Exporter(
                workspace: workspace, store: store, outbox: try workspace.openOutbox(.readOnly))
        } catch let error as OutboxError where error.exitStatus == .noSpool {
            return Exporter(workspace: workspace, store: store, outbox: nil)
        }
    }

    /// Runs one automation; a run of it that was interrupted is finished first and stands first in the result.
    ///
    /// - Parameters:
    ///   - range: Makes it a manual export, which never touches checkpoints.
    ///   - kind: Why it runs.
    /// - Throws: What makes the whole command useless, such as a disk that fails; an error of the run itself is
    ///   in its outcome.
    public func run(
        _ automation: AutomationConfig, kind: RunKind, range: Range<Instant>? = nil,
        progress: @escaping ProgressHandler = { _, _, _ in }
    ) throws -> [RunOutcome] {
        let outbox = try self.outbox ?? workspace.openOutbox(.create)
        var outcomes: [RunOutcome] = []
        let tap = workspace.tap(named: automation.dataType)
        let digest = ConfigDigest.of(
            automation, zone: try workspace.zone(of: automation.measure), tap: tap)
        let storeID = try tap == nil ? store.storeID : TapEnqueuer.storeID
        if let unfinished = try outbox.unfinishedRun(of: automation.identity) {
            if unfinished.configDigest == digest, unfinished.storeID == storeID {
                let run = try outbox.resumeRun(unfinished.id)
                outcomes.append(try perform(run, of: automation, progress))
                if outcomes.last?.error != nil { return outcomes }
            } else {
                try outbox.log(
                    RunEvent(
                        at: workspace.now, level: .warning,
                        text: "Closed: configuration or store changed while it was interrupted."),
                    in: unfinished.id)
                try outbox.endRun(unfinished.id, as: .closed)
            }
        }
        let run = try outbox.openRun(
            NewRun(
                automation: automation.identity, automationName: automation.name, kind: kind,
                storeID: storeID, generation: try tap == nil ? store.newestGeneration : 0,
                from: range?.lowerBound, to: range?.upperBound,
                configDigest: digest))
        outcomes.append(try perform(run, of: automation, progress))
        return outcomes
    }

    private func perform(
        _ run: Run, of automation: AutomationConfig, _ progress: @escaping ProgressHandler
    ) throws -> RunOutcome {
        guard let tap = workspace.tap(named: automation.dataType) else {
            return try RunWork(self, automation, run: run, progress).perform()
        }
        return try TapWork(self, automation, tap: tap, run: run, progress).perform()
    }

    /// Does the same work into a sink that counts. Changes nothing.
    public func dryRun(
        _ automation: AutomationConfig, range: Range<Instant>? = nil,
        progress: @escaping ProgressHandler = { _, _, _ in }
    ) throws -> RunOutcome {
        guard let tap = workspace.tap(named: automation.dataType) else {
            return try RunWork(self, automation, range: range, progress).perform()
        }
        return try TapWork(
            self, automation, tap: tap, run: nil, manualRange: range, progress
        ).perform()
    }

    /// A dry run as it would be with other checkpoints.
    func dryRun(
        _ automation: AutomationConfig, assuming assumption: AutomationReset.Assumption,
        progress: @escaping ProgressHandler
    ) throws -> RunOutcome {
        guard let tap = workspace.tap(named: automation.dataType) else {
            return try RunWork(self, automation, range: nil, assuming: assumption, progress)
                .perform()
        }
        return try TapWork(
            self, automation, tap: tap, run: nil, beginsAgain: true, progress
        ).perform()
    }
}
