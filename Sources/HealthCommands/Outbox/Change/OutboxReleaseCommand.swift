import ArgumentParser
import HealthPipeline

struct OutboxReleaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Let held messages, and held lanes, go on.",
        discussion: """
            With --automation, --lane or --all the lanes open as well: "hae outbox release --all" is what to type \
            after mending a password. Exit codes: 0 done, 1 nothing matched, 2 some were skipped, 64 usage, \
            69 no spool, 74 I/O.
            """)

    @OptionGroup var choice: MessageChoice

    @Flag(help: "Also what a later run has overtaken.")
    var force = false

    @OptionGroup var flags: ChangeFlags
    @OptionGroup var global: GlobalOptions

    func run() throws {
        try MessageChange(
            action: .release(force: force), dryRun: flags.dryRun, json: flags.json, global: global
        ).perform(choice.selection)
    }
}
