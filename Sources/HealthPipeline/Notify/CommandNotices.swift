import HealthConfig
public import HealthOutbox
public import Logging

/// Tells of what a command did that a person or a timer started, in the same ways as the daemon tells of its own work.
///
/// Blocks until it is told. A way that fails is logged and changes nothing.
public struct CommandNotices {
    private let workspace: Workspace
    private let desk: NoticeDesk

    public init(_ workspace: Workspace, logger: Logger) {
        self.workspace = workspace
        desk = NoticeDesk(LiveWorkspace(workspace), logger: logger)
    }

    /// Tells automations that want to hear `on_cache_update` that an import brought something new.
    public func tell(_ outcome: ImportOutcome) {
        let total = outcome.stored?.total
        guard (total?.inserted ?? 0) + (total?.gone ?? 0) > 0 else { return }
        let name = outcome.file.split(separator: "/").last.map(String.init) ?? outcome.file
        desk.tell(.ofImport(name, outcome, at: workspace.now), wantedFor: .onCacheUpdate)
        desk.sendWaiting()
    }

    /// Tells automations that want to hear `when_run` how their runs ended, and those that want only `on_trouble` of
    /// runs that failed.
    public func tell(_ outcomes: [RunOutcome], in outbox: any Outbox) throws {
        for id in outcomes.compactMap(\.id) {
            guard
                let run = try outbox.runs(RunSelection(id: id, withEvents: false)).first?.run,
                let automation = workspace.configuration.automations.first(where: {
                    $0.identity == run.automation
                })
            else { continue }
            let notice = Notice.ofRun(run, at: workspace.now)
            if automation.schedule.notify.contains(.whenRun) {
                desk.tell(notice, wantedFor: .whenRun, by: automation)
            } else if run.state == .failed {
                desk.tellTrouble(notice, key: "\(run.automation) run", by: automation)
            }
        }
        desk.sendWaiting()
    }
}
