import ArgumentParser
import HealthPipeline

struct OutboxHoldCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold",
        abstract: "Keep messages from being sent until they are released.",
        discussion: """
            With --automation, --lane or --all the lanes are held as well. A held message stops the newer runs of \
            its automation (unless order: none). Exit codes: 0 done, 1 nothing matched, 2 some were skipped, \
            64 usage, 69 no spool, 74 I/O.
            """)

    @OptionGroup var choice: MessageChoice

    @Option(help: ArgumentHelp("Why, for whoever looks later.", valueName: "text"))
    var reason: String?

    @Flag(help: "Also what is being sent just now: held when it was not delivered.")
    var force = false

    @OptionGroup var flags: ChangeFlags
    @OptionGroup var global: GlobalOptions

    func run() throws {
        try MessageChange(
            action: .hold(reason: reason, force: force), dryRun: flags.dryRun, json: flags.json,
            global: global
        ).perform(choice.selection)
    }
}
