import ArgumentParser
import HealthPipeline

struct AutomationsResetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset",
        abstract: "Move the checkpoint of one automation, with all its streams.",
        discussion: """
            --to 2026-03-01: the next run sends everything from that day on again, whenever it arrived; what lies \
            before it and was sent stays sent. --to 12: everything that came with imports after the twelfth \
            counts as new again ("hae sources" lists imports); --to 0 means everything.

            Prints what the next run would send without it and what it sends now. Messages that wait in the \
            outbox stay there. Other automations are not touched.

            Exit codes: 0 done, 1 there is nothing to reset, 64 usage, 69 no spool, 74 I/O, 75 a run of it is \
            going on, 77 permission, 78 bad configuration or no such automation.
            """)

    @Argument(help: ArgumentHelp("The automation's name or id.", valueName: "name"))
    var name: String

    @Option(
        help: ArgumentHelp(
            "A day in the automation's zone, or the number of an import.",
            valueName: "date|generation"))
    var to: String

    @Flag(help: "Count what would be sent; change nothing.")
    var dryRun = false

    @Flag(help: "One JSON document on standard output: hae.automations.reset/1.")
    var json = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if target == nil {
            throw ValidationError(
                "--to: \"\(to)\" is neither a day such as 2026-03-10 nor the number of an import.")
        }
    }

    func run() throws {
        let workspace = try global.workspace()
        let automation = try workspace.configuration.automation(called: name)
        guard let target else { return }
        let bar = global.progressBar("count \(automation.name)")
        let reset = try AutomationReset(automation, to: target, in: workspace) {
            bar.update(
                done: Int64($1), total: Int64($2), detail: "\(Humanize.count($0)) records")
        }
        bar.finish()
        if !dryRun { try reset.apply() }
        ResetReport(automation: automation.name, target: target, reset: reset, dryRun: dryRun)
            .print(json: json)
    }

    private var target: AutomationReset.Target? {
        if let number = Int64(to), number >= 0 { return .generation(number) }
        return CivilDate(text: to).map { .date($0) }
    }
}
