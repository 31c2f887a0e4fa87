import ArgumentParser
import HealthPipeline

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show in one screen how the automations are doing.",
        discussion: """
            IN SYNC tells how long ago the newest run began whose data, and that of all runs before it, has \
            arrived. NEXT RUN is when the daemon starts it. The last column has a bar for each of 14 days (UTC), as \
            high as what was delivered. What is wrong stands below, with the command that helps.

            Exit codes: 0 done, 69 no spool, 74 I/O, 78 bad configuration. With --check the codes of monitoring: \
            0 ok, 1 warning, 2 critical (data stands still until somebody acts), 3 unknown.
            """)

    @Flag(help: "Judge for monitoring: one line, and its exit codes.")
    var check = false

    @Flag(help: "One JSON document on standard output: hae.status/1.")
    var json = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        guard check else {
            try report().print(json: json)
            return
        }
        try Monitor.run("HAE") {
            let report = try report()
            if json {
                report.print(json: true)
            } else {
                Terminal.write(Array((report.checkLine + "\n").utf8), to: .output)
            }
            return report.level
        }
    }

    private func report() throws -> StatusReport {
        let desk = try OutboxDesk(global, .readOnly)
        return StatusReport(
            status: try StatusReader.read(desk.workspace, desk.outbox), now: desk.now)
    }
}
