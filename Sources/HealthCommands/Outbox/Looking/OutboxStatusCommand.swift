import ArgumentParser
import HealthPipeline

struct OutboxStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show each lane, then totals and the spool.",
        discussion: """
            READY is due now, DEFERRED waits for its time. BREAKER is open when too many requests in a row have \
            failed; half-open when one message may try the way. Exit codes: 0 done, 69 no spool, 74 I/O.
            """)

    @Flag(help: "One JSON document on standard output: hae.outbox.status/1.")
    var json = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let desk = try OutboxDesk(global, .readOnly)
        OutboxStatusReport(stats: try desk.outbox.stats(), now: desk.now).print(json: json)
    }
}
