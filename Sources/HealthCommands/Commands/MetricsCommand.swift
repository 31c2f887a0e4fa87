import ArgumentParser
import HealthMetrics
import HealthPipeline

struct MetricsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "metrics",
        abstract: "List the catalogue of health metrics.",
        discussion: """
            Names as they stand in the configuration and on the wire, units, HealthKit types, and what the store \
            holds of each: samples, documents (points that came already aggregated), the first and the last day. \
            --held leaves out what it does not hold.
            """)

    @Flag(help: "Only metrics of which the store holds something.")
    var held = false

    @Flag(help: "One JSON document on standard output: hae.metrics/1.")
    var json = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let holdings = try StoreHoldings(global.workspace())
        var metrics = Catalogue.metrics
        for type in holdings?.types ?? [] {
            if let metric = Catalogue.metric(type: type.name), !metrics.contains(metric) {
                metrics.append(metric)
            }
        }
        let rows = try metrics.sorted().map { metric in
            let kind = HealthMetricsProvider.documentKind(of: metric)
            return MetricsReport.Row(
                metric: metric,
                held: try holdings?.holding(types: metric.types, documents: [kind]) ?? .init())
        }
        MetricsReport(rows: held ? rows.filter { !$0.held.isEmpty } : rows).print(json: json)
    }
}

/// `hae.metrics/1`: the catalogue with what the store holds.
struct MetricsReport: Report {
    struct Row {
        var metric: Metric
        var held: StoreHoldings.Holding
    }

    static let schema = "hae.metrics/1"

    let rows: [Row]

    func writeMembers(to json: inout JSONWriter) {
        json.key("metrics")
        json.array {
            for row in rows {
                let metric = row.metric
                $0.object {
                    $0.key("name")
                    $0.string(metric.name)
                    $0.key("title")
                    $0.string(metric.displayName)
                    $0.key("also_read")
                    $0.array { for name in metric.alsoRead { $0.string(name) } }
                    $0.key("types")
                    $0.array { for type in metric.types { $0.string(type) } }
                    $0.key("metric_unit")
                    $0.string(metric.metricUnit)
                    $0.key("us_unit")
                    $0.string(metric.usUnit)
                    $0.key("grouping")
                    $0.string(metric.aggregation.name)
                    row.held.writeMembers(to: &$0)
                }
            }
        }
    }

    var lines: [String] {
        var table = Table(
            [
                ("NAME", .left), ("TITLE", .left), ("METRIC", .left), ("US", .left),
                ("GROUPING", .left),
            ] + StoreHoldings.Holding.columns)
        for row in rows {
            let metric = row.metric
            table.add(
                [
                    metric.name, metric.displayName, metric.metricUnit, metric.usUnit,
                    metric.aggregation.name,
                ] + row.held.cells)
        }
        return table.lines
    }
}

extension Aggregation {
    /// The word of the catalogue's column.
    var name: String {
        switch self {
        case .sum: "sum"
        case .average: "avg"
        case .averageByTime: "avg by time"
        case .minMaxAverage: "min-max-avg"
        case .equivalentLevel: "leq"
        case .event: "event"
        case .night: "night"
        }
    }
}
