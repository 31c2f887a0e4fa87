import HealthPipeline

/// `hae.log/1`: runs, newest first, with their events, oldest first.
struct LogReport: Report {
    static let schema = "hae.log/1"

    let runs: [RunReport]
    let more: Bool
    let now: Moment
    /// Whether people see the facts of each event too.
    var facts = false

    func writeMembers(to json: inout JSONWriter) {
        json.key("runs")
        json.array {
            for report in runs {
                $0.object {
                    report.run.writeMembers(to: &$0)
                    $0.key("events")
                    $0.array {
                        for event in report.events { $0.object { event.writeMembers(to: &$0) } }
                    }
                }
            }
        }
        json.member("more", more)
    }

    var lines: [String] {
        var lines: [String] = []
        for report in runs {
            if !lines.isEmpty { lines.append("") }
            lines.append(report.run.headline(now: now))
            lines += report.events.map { "  " + $0.line(now: now, facts: facts) }
            if let error = report.run.error, !report.events.contains(where: { $0.text == error }) {
                lines.append("  error: \(error)")
            }
        }
        return lines
    }
}
