import HealthPlugin

/// The options of health metrics: how they are declared, and how they are read.
struct MetricsOptions {
    static let declarations = [
        OptionDeclaration(
            key: "metrics", kind: .list(allowed: Catalogue.metrics.map(\.name), all: true),
            isRequired: true,
            summary: "which metrics, by their JSON names, or all that the store holds",
            example: .list(["step_count", "heart_rate"])),
        OptionDeclaration(
            key: "summarize", kind: .flag, default: .flag(true),
            summary: "one point per bucket instead of one per sample", formatNeeded: "json"),
        OptionDeclaration(
            key: "time_grouping", kind: .word(allowed: Grouping.allCases.map(\.rawValue)),
            default: .word(Grouping.default.rawValue),
            summary: "how long a bucket is, in the automation's zone"),
        OptionDeclaration(
            key: "point_range", kind: .flag, default: .flag(false),
            summary: "start and end on every point", formatNeeded: "json"),
    ]

    /// `nil`: all that the store holds.
    var names: [String]?
    var summarizes: Bool
    var grouping: Grouping
    var showsRange: Bool

    init(_ settings: ExportSettings) {
        let options = settings.options
        let list = options["metrics"]?.list ?? []
        names = list == ["all"] ? nil : list
        summarizes = settings.format == .csv || options["summarize"]?.flag ?? true
        grouping = options["time_grouping"]?.word.flatMap { Grouping(rawValue: $0) } ?? .default
        showsRange = options["point_range"]?.flag ?? false
    }
}
