import ArgumentParser
import HealthPipeline

struct SendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send",
        abstract: "Send what is in the outbox.",
        discussion: """
            Each due message is tried once; --wait goes on trying. While another process sends, this one only \
            watches. Ctrl-C lets what is in flight end for some seconds, and loses nothing. Exit codes: 0 all delivered, 1 something is dead, 75 something is still queued or held.
            """)

    @Option(help: ArgumentHelp("Go on trying for that long: 60s, 5m.", valueName: "time"))
    var wait: String?

    @Flag(help: "One JSON document on standard output: hae.send/1.")
    var json = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if let wait, ConfigDuration.parse(wait) == nil {
            throw ValidationError("--wait: \"\(wait)\" is not a duration such as 60s or 5m.")
        }
    }

    func run() throws {
        let workspace = try global.workspace()
        let outbox = try workspace.openOutbox(.existing)
        let before = try outbox.stats().messages
        let bar = global.progressBar("send")
        let control = DrainControl()
        let signals = StopSignals { control.stop() }
        defer { withExtendedLifetime(signals) {} }
        let report = try Drain.run(
            workspace: workspace, outbox: outbox,
            mode: wait.flatMap { ConfigDuration.parse($0) }.map { .waiting($0) }
                ?? .onePass, control: control
        ) {
            bar.update(
                done: Int64($0.delivered), total: Int64(before),
                detail: Humanize.bytes($0.bytesSent))
        }
        bar.finish()
        let stats = try outbox.stats()
        SendReport(drain: report, stats: stats).print(json: json)
        if stats.lanes.contains(where: { $0.dead > 0 }) { throw ExitStatus.failed }
        if stats.messages > 0 { throw ExitStatus.queued }
    }
}

/// `hae.send/1`: what a drain did, and what is left.
struct SendReport: Report {
    static let schema = "hae.send/1"

    let drain: DrainReport
    let stats: OutboxStats

    func writeMembers(to json: inout JSONWriter) {
        json.member("attempts", drain.attempts)
        json.member("delivered", drain.delivered)
        json.member("bytes", drain.bytes)
        json.member("left", stats.messages)
    }

    var lines: [String] {
        var lines = [
            "\(drain.delivered) delivered (\(Humanize.bytes(drain.bytes))), \(stats.messages) left"
        ]
        if let holder = drain.watchedHolder {
            lines = ["Process \(holder.pid) is sending; this command only watched."]
        }
        lines += drain.remarks
        for (lane, trouble) in drain.trouble.sorted(by: { $0.key < $1.key }) {
            lines.append("\(lane): \(trouble)")
        }
        if stats.messages > 0 { lines.append("\"hae outbox list\" shows what is left.") }
        return lines
    }
}
