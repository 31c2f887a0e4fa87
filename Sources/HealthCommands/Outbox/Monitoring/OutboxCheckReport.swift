import HealthPipeline

/// `hae.outbox.check/1`: how bad it is, and what is beyond its limit.
struct OutboxCheckReport: Report {
    static let schema = "hae.outbox.check/1"

    let findings: [OutboxCheckup.Finding]
    private let figures: String

    init(checkup: OutboxCheckup, stats: OutboxStats, oldestReady: Moment?, now: Moment) {
        findings = checkup.findings(stats, oldestReady: oldestReady, now: now)
        let age = oldestReady.map { max(0, Int64(now.seconds(since: $0))) } ?? 0
        let dead = stats.lanes.reduce(0) { $0 + $1.dead }
        let limit = checkup.bytesMax.bytes(ofQuota: stats.bytesMax)
        // label=value;warning;critical. Source: the Monitoring Plugins' guidelines, performance data.
        figures =
            "oldest_ready=\(age)s;\(Int64(checkup.ageMaxSeconds)) dead=\(dead);\(checkup.deadMax) "
            + "bytes=\(stats.bytes)B;\(limit);\(stats.bytesMax) messages=\(stats.messages)"
    }

    var level: MonitorLevel { findings.map(\.level).max() ?? .ok }

    func writeMembers(to json: inout JSONWriter) {
        json.member("level", level.word)
        json.key("findings")
        json.array {
            for finding in findings {
                $0.object {
                    $0.member("name", finding.name)
                    $0.member("value", finding.value)
                    $0.member("limit", finding.limit)
                    $0.member("level", finding.level.word)
                    $0.member("text", finding.text)
                }
            }
        }
    }

    var lines: [String] {
        let text =
            findings.isEmpty
            ? "nothing is beyond its limit" : findings.map(\.text).joined(separator: "; ")
        return ["OUTBOX \(level.title) - \(text) | \(figures)"]
    }
}
