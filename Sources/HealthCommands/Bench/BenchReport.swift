import HealthBench
import HealthPipeline

/// `hae.bench/1`: rows of figures beside their baselines.
struct BenchReport: Report {
    static let schema = "hae.bench/1"

    let name: String
    let rows: [BenchRow]
    let isQuick: Bool

    func writeMembers(to json: inout JSONWriter) {
        json.member("bench", name)
        json.member("quick", isQuick)
        json.key("rows")
        json.array {
            for row in rows { $0.object { Self.write(row, to: &$0) } }
        }
    }

    private static func write(_ row: BenchRow, to json: inout JSONWriter) {
        json.member("id", row.id)
        json.member("what", row.what)
        for (key, figure) in [("figure", row.figure), ("baseline", row.baseline)] {
            json.key(key)
            guard let figure else {
                json.null()
                continue
            }
            json.object {
                $0.key("value")
                $0.number(figure.value)
                $0.member("unit", figure.unit.rawValue)
            }
        }
        json.key("ratio")
        if let ratio = row.ratio { json.number(ratio) } else { json.null() }
        json.key("goal")
        json.object {
            switch row.goal {
            case .atLeast(let bound):
                $0.key("at_least")
                $0.number(bound)
            case .atMost(let bound):
                $0.key("at_most")
                $0.number(bound)
            }
        }
        json.key("met")
        if let isMet = row.isMet { json.bool(isMet) } else { json.null() }
        json.key("runs")
        json.array { for run in row.runs { $0.number(run) } }
        json.member("note", row.note)
    }

    var lines: [String] {
        var table = Table([
            ("", .left), ("WHAT", .left), ("FIGURE", .right), ("BASELINE", .right),
            ("RATIO", .right), ("GOAL", .right), ("MET", .left),
        ])
        for row in rows {
            table.add([
                row.id, row.what, row.figure?.text ?? "-", row.baseline?.text ?? "-",
                row.ratio.map { Humanize.decimal($0, places: 2) } ?? "-", Self.goal(of: row),
                row.isMet.map { $0 ? "yes" : "no" } ?? "-",
            ])
        }
        let notes = rows.compactMap { row in row.note.map { "\(row.id): \($0)" } }
        let size = isQuick ? ["Measured with a tenth of the work (--quick)."] : []
        return table.lines + notes + size
    }
}

extension BenchReport {
    /// The bound on the ratio, or on the figure in its own unit.
    private static func goal(of row: BenchRow) -> String {
        func text(_ bound: Double) -> String {
            guard row.ratio == nil, let unit = row.figure?.unit else {
                return Humanize.decimal(bound, places: 2)
            }
            return BenchFigure(bound, unit).text
        }
        switch row.goal {
        case .atLeast(let bound): return "≥ " + text(bound)
        case .atMost(let bound): return "≤ " + text(bound)
        }
    }
}

extension BenchFigure {
    /// `3 308/s`, `117 MiB/s`, `12 ms`, `8`.
    fileprivate var text: String {
        switch unit {
        case .perSecond: Humanize.count(Int64(value.rounded())) + "/s"
        case .bytesPerSecond: Humanize.bytes(Int64(value.rounded())) + "/s"
        case .seconds:
            value < 10
                ? Humanize.decimal(value * 1000, places: 0) + " ms"
                : Humanize.duration(seconds: Int64(value.rounded()))
        case .count: Humanize.count(Int64(value.rounded()))
        case .bytes: Humanize.bytes(Int64(value.rounded()))
        }
    }
}
