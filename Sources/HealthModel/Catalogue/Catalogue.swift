/// All metrics that are known by name: the 113 of the app and those HealthKit types that it does not export.
public enum Catalogue {
    public static let quantityPrefix = "HKQuantityTypeIdentifier"
    public static let categoryPrefix = "HKCategoryTypeIdentifier"

    /// In the order of a body: ``Metric/number``, then name.
    public static let metrics: [Metric] = (rows1To60 + rows61To113 + furtherRows).sorted()

    /// The metric of a JSON name, a display name or an older name; letter case and punctuation do not matter.
    ///
    /// - Returns: `nil` also for a later quantity type, whose metric only its type identifier gives.
    public static func metric(named name: String) -> Metric? {
        byName[normalized(name)]
    }

    /// The metric that a HealthKit type fills, or `nil` for a type that fills none.
    ///
    /// A quantity type that the catalogue does not know is a metric as well: named by the rule of ``name(ofTail:)``,
    /// in the unit as recorded, averaged.
    public static func metric(type: String) -> Metric? {
        if let metric = byType[type] { return metric }
        guard type.hasPrefix(quantityPrefix) else { return nil }
        let tail = type.dropFirst(quantityPrefix.count)
        guard !tail.isEmpty else { return nil }
        return Metric(
            number: Catalogue.furtherNumber, displayName: displayName(ofTail: tail),
            name: name(ofTail: tail), alsoRead: [], types: [type], metricUnit: "", usUnit: "",
            aggregation: .average, shape: .standard)
    }

    /// A name as it is compared on reading: lower case, every run of other characters than letters and digits as
    /// one `_`, none at the ends. Section 3.6 of the wire format.
    public static func normalized(_ name: String) -> String {
        name.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "_")
    }

    /// The ``Metric/number`` of every type that the app does not export.
    static let furtherNumber = 114

    private static let byName: [String: Metric] = {
        var table: [String: Metric] = [:]
        for metric in metrics { table[normalized(metric.name)] = metric }
        for metric in metrics {
            for name in metric.alsoRead + [metric.displayName] {
                let key = normalized(name)
                assert(table[key] == nil || table[key] == metric, "two metrics named \(key)")
                table[key] = metric
            }
        }
        return table
    }()

    private static let byType: [String: Metric] = {
        var table: [String: Metric] = [:]
        for metric in metrics {
            for type in metric.types { table[type] = metric }
        }
        return table
    }()
}
