import HealthPipeline

/// `hae.status/1`: how every automation is doing.
struct StatusReport: Report {
    static let schema = "hae.status/1"

    let status: SystemStatus
    let now: Moment

    func writeMembers(to json: inout JSONWriter) {
        json.key("automations")
        json.array {
            for automation in status.automations { $0.object { automation.writeMembers(to: &$0) } }
        }
        json.member("level", level.word)
        json.key("outbox")
        json.object {
            $0.member("messages", status.outbox.messages)
            $0.member("bytes", status.outbox.bytes)
            $0.member("limit", status.outbox.bytesMax)
            $0.member("free", status.outbox.bytesFree)
            $0.member("sender_pid", status.outbox.sender?.pid)
        }
        json.key("warnings")
        json.array { for warning in status.warnings { $0.string(warning) } }
    }

    var lines: [String] {
        var table = Table([
            ("AUTOMATION", .left), ("LAST RUN", .left), ("STATE", .left), ("NEXT RUN", .left),
            ("IN SYNC", .left), ("QUEUE", .right), ("OLDEST", .right), ("14 DAYS", .left),
        ])
        for automation in status.automations { table.add(automation.cells(now: now)) }
        var lines = table.lines
        if lines.isEmpty {
            lines = ["The configuration has no automation; \"hae init\" writes one."]
        }
        for automation in status.automations {
            guard let trouble = automation.trouble else { continue }
            lines += ["", "\(automation.name): \(trouble.text)"]
            if let command = trouble.command { lines.append("    \(command)") }
        }
        lines += ["", outboxLine]
        lines += status.warnings
        return lines
    }

    private var outboxLine: String {
        let outbox = status.outbox
        return "outbox: \(Humanize.count(outbox.messages, "message")), "
            + "\(Humanize.bytes(outbox.bytes)) of \(Humanize.bytes(outbox.bytesMax)); "
            + outbox.senderText(now: now)
    }

    // MARK: - Monitoring

    var level: MonitorLevel {
        status.automations.compactMap(\.trouble)
            .map { $0.isCritical ? MonitorLevel.critical : .warning }.max() ?? .ok
    }

    var checkLine: String {
        let troubles = status.automations.compactMap { automation in
            automation.trouble.map { trouble in
                // One that ends with a colon leads to its command.
                let command = trouble.text.hasSuffix(":") ? trouble.command.map { " \($0)" } : nil
                return "\(automation.name): \(trouble.text)\(command ?? "")"
            }
        }
        let queued = status.automations.reduce(0) { $0 + $1.queued }
        let oldest =
            status.automations.compactMap(\.oldest).min()
            .map { max(0, Int64(now.seconds(since: $0))) } ?? 0
        let text =
            troubles.isEmpty
            ? "\(Humanize.count(status.automations.count, "automation")) without trouble"
            : troubles.joined(separator: "; ")
        return "HAE \(level.title) - \(text) | queued=\(queued) oldest=\(oldest)s"
    }
}
