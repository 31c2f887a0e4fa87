import ArgumentParser
import HealthPipeline

struct OutboxFlushCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flush",
        abstract: "Make due now what waits for a later time.",
        discussion: """
            An open breaker lets one message try the way at once. Without --lane all lanes are meant. Exit codes: \
            0 done, 1 nothing matched, 64 usage, 69 no spool, 74 I/O.
            """)

    @Option(help: ArgumentHelp("Only this lane.", valueName: "lane"))
    var lane: String?

    @Flag(help: "All lanes, as without --lane.")
    var all = false

    @OptionGroup var flags: ChangeFlags
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if lane != nil, all { throw ValidationError("--lane and --all exclude each other.") }
    }

    func run() throws {
        try MessageChange(
            action: .flush, dryRun: flags.dryRun, json: flags.json, global: global
        ).perform { _ in (MessageSelection(lane: lane), []) }
    }
}
