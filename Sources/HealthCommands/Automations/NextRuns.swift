import HealthPipeline

/// When automations run by themselves next; does without an outbox where none has been made yet.
struct NextRuns {
    private let workspace: Workspace
    private let outbox: (any Outbox)?

    init(_ workspace: Workspace) throws {
        self.workspace = workspace
        do {
            outbox = try workspace.openOutbox(.readOnly)
        } catch let error as OutboxError where error.exitStatus == .noSpool {
            outbox = nil
        }
    }

    /// In the past when it is due; `nil`: only by hand, or disabled.
    func next(of automation: AutomationConfig) throws -> Instant? {
        guard let schedule = try workspace.schedule(of: automation) else { return nil }
        let last = try outbox?.runs(
            RunSelection(automation: automation.identity, limit: 1, withEvents: false)
        ).first?.run.startedAt.instant
        return schedule.due(after: last, now: workspace.now.instant).at
    }
}
