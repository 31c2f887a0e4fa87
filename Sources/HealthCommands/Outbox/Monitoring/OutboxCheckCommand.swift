import ArgumentParser
import HealthPipeline

struct OutboxCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Judge the outbox for monitoring, in the dialect of Nagios.",
        discussion: """
            Critical: a lane that is held or disabled, damaged messages, a full spool. Warning: a message that \
            waits for longer than --max-age, more dead messages than --max-dead, held messages, a spool filled \
            beyond --max-bytes.

            Exit codes: 0 ok, 1 warning, 2 critical, 3 unknown: no spool, a bad configuration, a failing disk; \
            64 usage.
            """)

    @Option(
        help: ArgumentHelp(
            "The longest that a message may wait (default: 6h).", valueName: "time"),
        transform: ArgumentValues.seconds)
    var maxAge: Double?

    @Option(help: ArgumentHelp("How many may be dead.", valueName: "count"))
    var maxDead = 0

    @Option(
        help: ArgumentHelp(
            "How much may be used: a share of the quota, or a size (default: 80%).",
            valueName: "size"), transform: ByteLimit.init)
    var maxBytes: ByteLimit?

    @Flag(help: "One JSON document on standard output: hae.outbox.check/1.")
    var json = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        try Monitor.run("OUTBOX") {
            let desk = try OutboxDesk(global, .readOnly)
            let checkup = OutboxCheckup(
                ageMaxSeconds: maxAge ?? 6 * 3600, deadMax: maxDead,
                bytesMax: maxBytes ?? .percent(80))
            let waiting = MessageSelection(states: [.ready, .inflight])
            let oldest = try desk.outbox.page(waiting, after: nil, limit: 1).messages.first
            let stats = try desk.outbox.stats()
            let report = OutboxCheckReport(
                checkup: checkup, stats: stats, oldestReady: oldest?.createdAt, now: desk.now)
            report.print(json: json)
            return report.level
        }
    }
}
