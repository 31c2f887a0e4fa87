import HealthConfig
import HealthModel
import HealthOutbox
import HealthStore
import Logging
import Synchronization

/// The threads that run automations, and what the log says of it.
extension Daemon {
    func runAutomations(_ share: AutomationRunner.Share) throws {
        let name = share.rawValue
        let bell = share == .store ? runsBell : tapsBell
        defer { pulses.end(name) }
        let runner = AutomationRunner(
            live, share, outbox: outbox,
            isStopped: { [stop, pulses] in
                pulses.beat(name)
                return stop.isStopped
            }, onEvent: { [self] in note($0) })
        var configuration: HaeConfig?
        var hasData = share == .taps
        while true {
            pulses.beat(name)
            try guardian.check()
            let workspace = live.current
            if !hasData { hasData = Self.hasData(workspace) }
            guard hasData else {
                // An import of ours rings.
                if bell.wait(seconds: Self.longestWait) == .stopped { return }
                continue
            }
            if workspace.configuration != configuration {
                try tolerating("The automations' times cannot be read.") {
                    try runner.configure()
                    configuration = workspace.configuration
                }
            }
            let due = try runner.runDue()
            let wait = due.map { Moment($0).seconds(since: live.current.now) + 0.01 }
            let pause = min(max(wait ?? .infinity, 1), Self.longestWait)
            if bell.wait(seconds: pause) == .stopped { return }
        }
    }

    /// False until the first import: automations begin with the first data, and not at their next time.
    private static func hasData(_ workspace: Workspace) -> Bool {
        do {
            return try workspace.openStore(.readOnly).newestGeneration > 0
        } catch let error as any StatusError where error.exitStatus == .noSpool {
            return false
        } catch {
            // The runs say what is wrong with it.
            return true
        }
    }

    private func note(_ event: AutomationRunner.Event) {
        switch event {
        case .ended(let automation, let outcome):
            control.wake()
            inbound.counters.withLock { $0.runs += 1 }
            var facts: Logger.Metadata = [
                "automation": "\(automation.name)", "records": "\(outcome.records)",
                "requests": "\(outcome.requests)", "bytes": "\(outcome.bytes)",
            ]
            if let id = outcome.id {
                facts["run"] = "\(id)"
                inbound.add(run: id, at: live.current.now)
            }
            if case .stored(let state) = outcome.state { facts["state"] = "\(state.rawValue)" }
            if let error = outcome.error { facts["why"] = "\(error)" }
            logger.log(level: outcome.error == nil ? .info : .error, "Run ended.", metadata: facts)
        case .refused(let automation, let reason, let status):
            // With no store there is nothing to run yet, which is nobody's fault.
            logger.log(
                level: status == .noSpool ? .info : .error, "A run could not begin.",
                metadata: ["automation": "\(automation.name)", "why": "\(reason)"])
            guard status != .noSpool else { return }
            desk.tellTrouble(
                Notice(
                    .trouble, at: live.current.now, automation: automation.name,
                    title: "\(automation.name): a run could not begin", text: reason,
                    command: "hae log \"\(automation.name)\""),
                key: "\(automation.identity) refused", by: automation)
        case .runsElsewhere(let automation):
            logger.info(
                "Another process runs the automation just now.",
                metadata: ["automation": "\(automation.name)"])
        }
    }
}
