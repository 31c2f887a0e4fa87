import ArgumentParser
import HealthPipeline

struct OutboxStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show each lane, then totals and the spool.",
        discussion: """
            READY is due now, DEFERRED waits for its time. BREAKER is open when too many requests in a row have \
            failed; half-open when one message may try the way. With --changes the audit follows, newest first: what \
            people decided about messages, lanes and checkpoints, and what the sender did with lanes. Exit codes: 0 done, 69 no spool, 74 I/O.
            """)

    @Flag(help: "Who held, released, retried, cancelled or reset what, and when: the last 200.")
    var changes = false

    @Flag(help: "One JSON document on standard output: hae.outbox.status/1.")
    var json = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let desk = try OutboxDesk(global, .readOnly)
        var report = OutboxStatusReport(stats: try desk.outbox.stats(), now: desk.now)
        if changes {
            report.changes = try desk.outbox.activity(ActivitySelection()).map { line in
                var line = line
                line.target = desk.automation(id: line.target)?.name ?? line.target
                return line
            }
        }
        report.print(json: json)
    }
}
