import HealthPipeline

/// `hae.run/1`: what became of the runs of one invocation.
struct RunsReport: Report {
    static let schema = "hae.run/1"

    let outcomes: [RunOutcome]
    let drain: DrainReport?
    let isDryRun: Bool

    func writeMembers(to json: inout JSONWriter) {
        json.key("runs")
        json.array { for outcome in outcomes { outcome.write(to: &$0) } }
    }

    var lines: [String] {
        var lines: [String] = []
        for outcome in outcomes {
            let what =
                outcome.records == 0
                ? "nothing to send"
                : "\(Humanize.count(outcome.records, "record")) in "
                    + "\(Humanize.count(outcome.requests, "request")), "
                    + Humanize.bytes(outcome.bytes)
            lines.append("\(outcome.automation): \(outcome.stateName), \(what)")
            for (_, warning) in outcome.warnings.sorted(by: { $0.key < $1.key }) {
                lines.append("  warning, \(Humanize.count(warning.count)) times: \(warning.phrase)")
            }
            if let error = outcome.error { lines.append("  error: \(error)") }
        }
        if let holder = drain?.watchedHolder {
            lines.append("Process \(holder.pid) is sending; this command only watched.")
        }
        for remark in drain?.remarks ?? [] { lines.append(remark) }
        for (lane, trouble) in (drain?.trouble ?? [:]).sorted(by: { $0.key < $1.key }) {
            lines.append("\(lane): \(trouble)")
        }
        return lines
    }

    /// The exit code for a set of runs: an error of a run wins, then what is dead, then what waits.
    static func status(of outcomes: [RunOutcome], sends: Bool) -> ExitStatus {
        if let status = outcomes.compactMap(\.errorStatus).first { return status }
        if outcomes.contains(where: { $0.state == .stored(.failed) }) { return .failed }
        let isQueued = outcomes.contains {
            $0.state == .stored(.queued) || $0.state == .stored(.interrupted)
        }
        return sends && isQueued ? .queued : .done
    }
}

extension RunOutcome {
    var stateName: String {
        switch state {
        case .planned: "planned"
        case .stored(let state): state.rawValue
        }
    }

    fileprivate func write(to json: inout JSONWriter) {
        json.object {
            $0.member("id", id?.text)
            $0.member("automation", automation)
            $0.member("state", stateName)
            $0.member("records", records)
            $0.member("requests", requests)
            $0.member("delivered", delivered)
            $0.member("bytes", bytes)
            $0.member("from", range?.lowerBound.rfc3339)
            $0.member("to", range?.upperBound.rfc3339)
            $0.member("warnings", warnings.values.reduce(0) { $0 + $1.count })
            $0.member("error", error)
        }
    }
}
