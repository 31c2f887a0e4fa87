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
                : "\(Humanize.count(outcome.records)) records in \(outcome.requests) requests, "
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
            $0.key("id")
            if let id { $0.string(id.text) } else { $0.null() }
            $0.key("automation")
            $0.string(automation)
            $0.key("state")
            $0.string(stateName)
            $0.key("records")
            $0.integer(records)
            $0.key("requests")
            $0.integer(requests)
            $0.key("delivered")
            $0.integer(delivered)
            $0.key("bytes")
            $0.integer(bytes)
            $0.key("from")
            if let range { $0.string(range.lowerBound.rfc3339) } else { $0.null() }
            $0.key("to")
            if let range { $0.string(range.upperBound.rfc3339) } else { $0.null() }
            $0.key("warnings")
            $0.integer(warnings.values.reduce(0) { $0 + $1.count })
            $0.key("error")
            if let error { $0.string(error) } else { $0.null() }
        }
    }
}
