import HealthConfig
import HealthModel
import HealthOutbox
import HealthPlugin

/// The lines with which a run begins and ends.
extension RunJournal {
    /// - Parameter run: The run that goes on after an interruption.
    func noteStart(of plan: RunPlan, resuming run: Run?) {
        var text = "\(plan.period), \(Humanize.count(plan.request.streams.count, "stream"))"
        if let run { text += "; goes on behind part \(run.nextPart - 1)" }
        note(
            .info, text + ".",
            ["period": plan.period, "streams": String(plan.request.streams.count)])
    }

    /// A line for each kind of rows that were read, and a warning for each that took too long.
    func noteQueries(_ times: QueryTimes, slow limit: Duration, plan: RunPlan) {
        for (subject, figures) in times.subjects.sorted(by: { $0.key < $1.key }) {
            guard figures.rows > 0 || figures.longest >= limit else { continue }
            let data = [
                "query": subject, "queries": String(figures.queries), "rows": String(figures.rows),
                "ms": String(figures.total.inMilliseconds),
                "longest_ms": String(figures.longest.inMilliseconds),
            ]
            let rows = Humanize.count(figures.rows, "row")
            if figures.longest >= limit {
                note(
                    .warning,
                    "A query for \(subject) took \(figures.longest.shown) (\(rows)), longer than slow_query. "
                        + Self.advice(plan), data)
            } else if subject != TimedReader.news {
                note(.info, "Read \(subject): \(rows) in \(figures.total.shown).", data)
            }
        }
    }

    private static func advice(_ plan: RunPlan) -> String {
        plan.isSinceLastSync
            ? "The first run reads everything from start: on; when later ones are slow as well, choose a coarser "
                + "time_grouping or fewer metrics, or raise slow_query."
            : "A shorter range or fewer metrics read less; raise slow_query when it may take that long."
    }

    func noteWarnings(_ warnings: [String: (phrase: String, count: Int)]) {
        for (code, warning) in warnings.sorted(by: { $0.key < $1.key }) {
            let times = warning.count == 1 ? "" : " (\(Humanize.count(warning.count)) times)"
            note(
                .warning, warning.phrase + times + ".",
                ["code": code, "count": String(warning.count)])
        }
    }

    /// What was made, in which form, of which time.
    func noteTotals(
        _ parts: PartEnqueuer, of automation: AutomationConfig, plan: RunPlan,
        aggregation: String, took: Duration
    ) {
        let form = "\(automation.encoding.format.rawValue) v\(automation.encoding.version)"
        var data = [
            "records": String(parts.records), "requests": String(parts.requests),
            "bytes": String(parts.bytes), "ms": String(took.inMilliseconds),
            "data_type": automation.dataType, "format": automation.encoding.format.rawValue,
            "version": String(automation.encoding.version), "period": plan.period,
            "aggregation": aggregation,
        ]
        var range = ""
        if let extent = plan.range {
            let (from, to) = (extent.lowerBound.rfc3339, extent.upperBound.rfc3339)
            (data["from"], data["to"]) = (from, to)
            range = ", \(from) to \(to)"
        }
        let made =
            parts.requests == 0
            ? "Nothing to send"
            : "Enqueued \(Humanize.count(parts.records, "record")) in "
                + "\(Humanize.count(parts.requests, "request")), \(Humanize.bytes(parts.bytes))"
        note(
            .info,
            "\(made): \(automation.dataType), \(form), \(plan.period)\(range); took \(took.shown).",
            data)
    }
}

extension Duration {
    var inMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1000 + attoseconds / 1_000_000_000_000_000
    }

    /// `12 ms`, `2.4 s`, `3m 20s`
    fileprivate var shown: String {
        switch inMilliseconds {
        case ..<1000: "\(inMilliseconds) ms"
        case ..<60_000: Humanize.decimal(Double(inMilliseconds) / 1000, places: 1) + " s"
        default: Humanize.duration(seconds: inMilliseconds / 1000)
        }
    }
}
