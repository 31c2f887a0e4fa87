import HealthPipeline

/// A person's decision about messages: made, reported, and turned into an exit code.
struct MessageChange {
    let action: OperatorAction
    let dryRun: Bool
    let json: Bool
    let global: GlobalOptions

    /// - Parameter select: Which messages, once the outbox is open; and typed ids that no message has.
    /// - Throws: `ExitStatus.failed` when nothing matched, `.partRefused` when something was skipped.
    func perform(
        _ select: (OutboxDesk) throws -> (selection: MessageSelection, unknown: [String])
    ) throws {
        let desk = try OutboxDesk(global, dryRun ? .readOnly : .existing)
        let (selection, unknown) = try select(desk)
        var report = ChangeReport()
        if selection.ids?.isEmpty != true {
            report = try desk.outbox.change(selection, action, actor: Actor.text, dryRun: dryRun)
        }
        let outcome = ChangeOutcome(
            action: action, dryRun: dryRun, report: report, unknown: unknown)
        outcome.print(json: json)
        for line in outcome.talk { global.say(line) }
        if outcome.matched == 0, report.lanes == 0 { throw ExitStatus.failed }
        if outcome.skippedCount > 0 { throw ExitStatus.partRefused }
    }
}
