public import HealthOutbox
import HealthStore

/// Store and outbox, open for the runs of one command.
public final class RunSession {
    public let workspace: Workspace
    public let outbox: any Outbox
    public let exporter: Exporter

    /// - Parameter readsStore: `false` when all that runs are taps, which do without.
    /// - Throws: An error with status 69 when there is no store to read.
    public init(workspace: Workspace, readsStore: Bool = true) throws {
        self.workspace = workspace
        workspace.sweepTapFolders()
        let store = readsStore ? try workspace.openStore(.readOnly) : nil
        outbox = try workspace.openOutbox(.create)
        outbox.configure(workspace.configuration.automations.map(\.policy))
        exporter = Exporter(workspace: workspace, store: store, outbox: outbox)
    }

    deinit {
        // Nothing is lost when this fails: what was acknowledged is on stable storage already.
        try? outbox.close()
    }

    /// Reads again what became of runs, after a drain.
    public func refresh(_ outcomes: inout [RunOutcome]) throws {
        for index in outcomes.indices {
            guard let id = outcomes[index].id,
                let run = try outbox.runs(RunSelection(id: id, withEvents: false)).first?.run
            else { continue }
            if outcomes[index].error == nil { outcomes[index].state = .stored(run.state) }
            outcomes[index].delivered = run.delivered
        }
    }
}
