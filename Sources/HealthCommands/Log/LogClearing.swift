import HealthPipeline

/// Removes runs that are over.
struct LogClearing {
    let desk: OutboxDesk
    /// `nil`: of all automations.
    let automation: String?
    let dryRun: Bool

    struct Outcome {
        var runs: Int
        var dryRun: Bool
    }

    func run() throws -> Outcome {
        guard dryRun else {
            return Outcome(runs: try desk.outbox.clearLog(automation: automation), dryRun: false)
        }
        var count = 0
        var before: Identifier?
        repeat {
            let page = try desk.outbox.runs(
                RunSelection(automation: automation, before: before, limit: 500, withEvents: false))
            count += page.count { $0.run.endedAt != nil && $0.run.unfinished == 0 }
            before = page.count == 500 ? page.last?.run.id : nil
        } while before != nil
        return Outcome(runs: count, dryRun: true)
    }
}

extension LogClearing.Outcome {
    /// A change is no data: people read it on standard error.
    func report(json: Bool, to global: GlobalOptions) {
        if json {
            JSONLine.print("hae.log.clear/1") {
                $0.member("dry_run", dryRun)
                $0.member("runs", runs)
            }
        }
        global.say("\(Humanize.count(runs, "run")) \(dryRun ? "would be removed" : "removed")")
    }
}
