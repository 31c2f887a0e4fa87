import ArgumentParser
import HealthPipeline

struct OutboxCancelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Give messages up for good; needs --yes.",
        discussion: """
            Their bodies are removed; a receipt says that and why. What they held can be sent again by a manual \
            run. Exit codes: 0 done, 1 nothing matched, 2 some were skipped, 64 usage, 69 no spool, 74 I/O.
            """)

    @OptionGroup var choice: MessageChoice

    @Flag(help: "Yes, give them up.")
    var yes = false

    @Option(help: ArgumentHelp("Why; it is kept in the receipts.", valueName: "text"))
    var reason: String?

    @Flag(help: "Also what is being sent just now: given up when it was not delivered.")
    var force = false

    @OptionGroup var flags: ChangeFlags
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if !yes, !flags.dryRun {
            throw ValidationError(
                "Cancelled messages are never sent; add --yes, or --dry-run to see which they are.")
        }
    }

    func run() throws {
        try MessageChange(
            action: .cancel(reason: reason, force: force), dryRun: flags.dryRun, json: flags.json,
            global: global
        ).perform(choice.selection)
    }
}
