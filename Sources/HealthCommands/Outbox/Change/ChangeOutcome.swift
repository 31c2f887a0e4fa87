import HealthPipeline

/// `hae.outbox.change/1`: what a change did. People read it on standard error, for it is no data.
struct ChangeOutcome: Report {
    static let schema = "hae.outbox.change/1"

    let action: OperatorAction
    let dryRun: Bool
    let report: ChangeReport
    /// Ids as typed that no message has.
    let unknown: [String]

    /// Skipped messages named to people; JSON has all that the outbox names.
    private static let skippedShown = 20

    /// Messages that exist and were meant.
    var matched: Int { report.matched }

    var skippedCount: Int { report.skippedCount + unknown.count }

    func writeMembers(to json: inout JSONWriter) {
        json.member("action", action.name)
        json.member("dry_run", dryRun)
        json.member("matched", matched)
        json.member("changed", report.changed)
        json.member("lanes", report.lanes)
        json.key("skipped")
        json.array {
            for (id, reason) in skipped {
                $0.object {
                    $0.member("id", id)
                    $0.member("reason", reason.rawValue)
                }
            }
        }
        json.member("skipped_count", skippedCount)
    }

    var lines: [String] { [] }

    /// For standard error.
    var talk: [String] {
        if matched == 0, report.lanes == 0, unknown.isEmpty, report.skippedCount == 0 {
            return ["Nothing matches; \"hae outbox list\" shows what there is."]
        }
        var counts = [
            "\(Humanize.count(matched)) matched",
            "\(Humanize.count(report.changed)) \(dryRun ? "would change" : "changed")",
        ]
        if report.lanes > 0 { counts.append(Humanize.count(report.lanes, "lane")) }
        if skippedCount > 0 { counts.append("\(Humanize.count(skippedCount)) skipped") }
        var lines = ["\(action.name): " + counts.joined(separator: ", ")]
        for (id, reason) in skipped.prefix(Self.skippedShown) {
            lines.append("  \(id.prefix(8)): \(reason.sentence)")
        }
        if skippedCount > Self.skippedShown {
            lines.append("  and \(Humanize.count(skippedCount - Self.skippedShown)) more")
        }
        return lines
    }

    private var skipped: [(id: String, reason: ChangeReport.Skipped.Reason)] {
        unknown.map { ($0, .unknown) } + report.skipped.map { ($0.id.text, $0.reason) }
    }
}

extension ChangeReport.Skipped.Reason {
    /// Why, and what would help.
    var sentence: String {
        switch self {
        case .inflight:
            "is being sent just now; try again in a moment, or use --force where there is one"
        case .overtaken:
            "a later run has already delivered an overlapping range; --force sends the older version all the same"
        case .finished: "is finished"
        case .state: "the action means nothing in its state; \"hae outbox show\" says what helps"
        case .unknown: "no message has this id"
        }
    }
}
