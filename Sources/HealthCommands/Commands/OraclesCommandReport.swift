import HealthPipeline

/// `hae.oracles/1`: how many figures of the archive agree with ours, and where those are that do not.
///
/// Differences are relative (`null` where the archive says 0 and we do not); no value leaves the store.
struct OraclesCommandReport: Report {
    static let schema = "hae.oracles/1"

    fileprivate struct Row {
        /// `workout` or `day`.
        var over: String
        var row: OracleReport.Row
    }

    private let run: OracleRun
    private let rows: [Row]

    init(run: OracleRun) {
        self.run = run
        rows =
            run.workouts.rows.map { Row(over: "workout", row: $0) }
            + run.days.rows.map { Row(over: "day", row: $0) }
    }

    func writeMembers(to json: inout JSONWriter) {
        json.member("timezone", run.zoneName)
        json.member("workouts", run.workoutCount)
        json.member("days", run.dayCount)
        json.member("unread", run.unread)
        json.key("rows")
        json.array { for row in rows { row.write(to: &$0) } }
    }

    var lines: [String] {
        guard !rows.isEmpty else {
            return ["The store holds no figures of the archive's own to compare with."]
        }
        let summary =
            "\(Humanize.count(run.workoutCount)) workouts, \(Humanize.count(run.dayCount)) days "
            + "in \(run.zoneName), \(Humanize.count(run.unread)) statistics unread"
        return [counts, [summary], worst].filter { !$0.isEmpty }.joined(separator: [""])
            .map { $0 }
    }

    private var counts: [String] {
        var table = Table([
            ("OVER", .left), ("TYPE", .left), ("FIGURE", .left), ("COMPARED", .right),
            ("TO 1E-5", .right), ("TO 0.1 %", .right), ("WITHOUT SAMPLES", .right),
        ])
        for row in rows {
            table.add(
                row.names
                    + [row.row.compared, row.row.equal, row.row.close, row.row.missing]
                    .map { Humanize.count($0) })
        }
        return table.lines
    }

    private var worst: [String] {
        var table = Table([
            ("DIFFERS", .left), ("TYPE", .left), ("FIGURE", .left), ("BY", .right),
            ("FROM", .left),
        ])
        for row in rows {
            for comparison in row.row.worst {
                table.add(
                    row.names + [
                        comparison.ours == nil
                            ? "no samples" : Self.percent(comparison.difference),
                        comparison.interval.lowerBound.rfc3339,
                    ])
            }
        }
        return table.lines
    }

    private static func percent(_ difference: Double) -> String {
        guard difference.isFinite else { return "infinite" }
        guard difference < 1e4 else { return "over 1000000 %" }
        return Humanize.decimal(difference * 100, places: 4) + " %"
    }
}

extension OraclesCommandReport.Row {
    fileprivate var names: [String] {
        [over, SourcesReport.short(row.type), row.figure.rawValue]
    }

    fileprivate func write(to json: inout JSONWriter) {
        json.object {
            $0.member("over", over)
            $0.member("type", row.type)
            $0.member("figure", row.figure.rawValue)
            $0.member("compared", row.compared)
            $0.member("equal", row.equal)
            $0.member("close", row.close)
            $0.member("missing", row.missing)
            $0.key("worst")
            $0.array {
                for comparison in row.worst {
                    $0.object {
                        $0.member("from", comparison.interval.lowerBound.rfc3339)
                        $0.member("to", comparison.interval.upperBound.rfc3339)
                        $0.key("difference")
                        $0.number(comparison.difference)
                    }
                }
            }
        }
    }
}
