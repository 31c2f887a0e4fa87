import HealthPipeline

/// `hae.automations.reset/1`: what a reset changes for the next run.
struct ResetReport: Report {
    static let schema = "hae.automations.reset/1"

    let automation: String
    let target: AutomationReset.Target
    let reset: AutomationReset
    let dryRun: Bool

    func writeMembers(to json: inout JSONWriter) {
        json.member("dry_run", dryRun)
        json.member("automation", automation)
        switch target {
        case .date(let date): json.member("to_date", date.text)
        case .generation(let number): json.member("to_generation", number)
        }
        json.member("newest_generation", reset.newestGeneration)
        json.member("checkpoints", reset.streams)
        json.member("reached_generation", reset.reached)
        json.member("ledger_forgotten_from", reset.forgottenFrom?.text)
        json.member("abandoned_run", reset.abandoned)
        json.key("before")
        json.object { reset.before.writeCounts(to: &$0) }
        json.key("after")
        json.object { reset.after.writeCounts(to: &$0) }
    }

    var lines: [String] {
        let place =
            switch target {
            case .date(let date): "the data of \(date.text)"
            case .generation(let number): "import \(number) of \(reset.newestGeneration)"
            }
        let reached = reset.reached.map { "import \($0)" } ?? "nowhere yet"
        var lines = [
            "\(automation): \(dryRun ? "would be moved" : "moved") from \(reached) to \(place), "
                + Humanize.count(reset.streams, "stream"),
            "before: the next run would send \(reset.before.counted)",
            "\(dryRun ? "then" : "now"):    the next run \(dryRun ? "would send" : "sends") "
                + reset.after.counted,
        ]
        if let run = reset.abandoned {
            lines.append(
                "run \(run.short), which was interrupted, \(dryRun ? "would not be" : "is not") finished"
            )
        }
        for outcome in [reset.before, reset.after] {
            if let error = outcome.error { lines.append("error: \(error)") }
        }
        return lines
    }
}

extension RunOutcome {
    fileprivate var counted: String {
        guard records > 0 else { return "nothing" }
        return "\(Humanize.count(records, "record")) in \(Humanize.count(requests, "request")), "
            + Humanize.bytes(bytes)
    }

    fileprivate func writeCounts(to json: inout JSONWriter) {
        json.member("records", records)
        json.member("requests", requests)
        json.member("bytes", bytes)
        json.member("error", error)
    }
}
