import ArgumentParser
import HealthPipeline

struct AutomationsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List automations: what each sends, and when.",
        discussion: "Exit codes: 0 done, 78 bad configuration.")

    @Flag(help: "One JSON document on standard output: hae.automations/1.")
    var json = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let workspace = try global.workspace()
        let starts = try NextRuns(workspace)
        AutomationsReport(
            automations: try workspace.configuration.automations.map {
                ($0, try starts.next(of: $0))
            }, now: workspace.now
        ).print(json: json)
    }
}

/// `hae.automations/1`: the automations of the configuration, in its order.
struct AutomationsReport: Report {
    static let schema = "hae.automations/1"

    let automations: [(automation: AutomationConfig, nextRun: Instant?)]
    let now: Moment

    func writeMembers(to json: inout JSONWriter) {
        json.key("automations")
        json.array {
            for (automation, nextRun) in automations {
                $0.object {
                    automation.writeMembers(to: &$0)
                    $0.member("next_run", nextRun?.rfc3339)
                }
            }
        }
    }

    var lines: [String] {
        var table = Table([
            ("AUTOMATION", .left), ("ENABLED", .left), ("WHAT", .left), ("RANGE", .left),
            ("CADENCE", .left), ("NEXT RUN", .left),
        ])
        for (automation, nextRun) in automations {
            table.add([
                automation.name, automation.enabled ? "yes" : "no", automation.what,
                automation.schedule.dateRange.rawValue, automation.cadence ?? "by hand",
                nextRun.map { Self.nextText($0, now: now.instant) } ?? "-",
            ])
        }
        guard !automations.isEmpty else {
            return ["The configuration has no automation; \"hae init\" writes one."]
        }
        return table.lines
    }

    private static func nextText(_ next: Instant, now: Instant) -> String {
        let seconds = next.seconds(since: now)
        return seconds > 0 ? "in " + Humanize.duration(seconds: seconds) : "due"
    }
}

extension AutomationConfig {
    /// `health_metrics, 2 metrics, json v2`
    var what: String {
        var words = [dataType]
        if case .list(let metrics)? = options["metrics"] {
            words.append(
                metrics == ["all"] ? "all metrics" : Humanize.count(metrics.count, "metric"))
        }
        words.append("\(encoding.format.rawValue) v\(encoding.version)")
        return words.joined(separator: ", ")
    }

    /// `every 3 hours`, `every 1 day at 03:30`; `nil` when it runs by hand only.
    var cadence: String? {
        guard let every = schedule.every else { return nil }
        return "every \(every)" + (schedule.at.map { " at \($0)" } ?? "")
    }

    fileprivate func writeMembers(to json: inout JSONWriter) {
        json.member("name", name)
        json.member("id", identity)
        json.member("enabled", enabled)
        json.member("data_type", dataType)
        json.member("format", encoding.format.rawValue)
        json.member("version", encoding.version)
        json.member("date_range", schedule.dateRange.rawValue)
        json.member("every", schedule.every?.description)
        json.member("at", schedule.at?.description)
        json.member("lane", delivery.lane ?? name)
    }
}
