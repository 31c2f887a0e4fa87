import HealthPlugin

/// The metric whose points are read, with the unit in which they stand.
struct MetricGroup {
    var metric: Metric
    /// As recorded, in whatever spelling.
    var units: String

    /// The metric that the members of a group name; `nil` for one that was a metric once and is ignored.
    ///
    /// - Throws: ``ItemError`` for a name that is no metric, and for a missing unit that decides what a number means.
    init?(_ context: PayloadContext) throws(ItemError) {
        guard let name = context.group?["name"]?.string else {
            throw ItemError(key: "name", "is missing")
        }
        if Self.ignored.contains(Catalogue.normalized(name)) { return nil }
        guard let metric = Catalogue.metric(named: context.metricNames[name] ?? name) else {
            throw ItemError(key: "name", "is no metric that is known")
        }
        self.metric = metric
        if let units = context.group?["units"]?.string, !units.isEmpty {
            self.units = units
        } else if let unit = metric.onlyUnit {
            units = unit
        } else {
            throw ItemError(key: "units", "is missing")
        }
    }

    init(_ metric: Metric, units: String) {
        (self.metric, self.units) = (metric, units)
    }

    /// The kind of the documents that hold aggregated points of a metric.
    static func documentKind(of metric: Metric) -> String {
        "metrics." + metric.name
    }

    /// A number of a point as the store keeps it: percent numbers become fractions.
    func stored(_ number: Double) -> Double {
        isPercent ? Percent.fraction(ofNumber: number) : number
    }

    /// The seconds that a duration in this unit lasts, to the nearest whole one; of an unknown unit, as if it were
    /// `fallback`.
    func seconds(_ number: Double, fallback: String) -> Int64? {
        let conversion =
            UnitConversion(from: units, to: "s") ?? UnitConversion(from: fallback, to: "s")
        return conversion.flatMap { Int64(exactly: $0(number).rounded()) }
    }

    private var isPercent: Bool { metric.isPercent && HealthUnit.wireText(units) == "%" }

    /// Metrics of 2021, which are a data type of their own since. Section 3.6 of the wire format.
    private static let ignored: Set<String> = [
        "high_heart_rate_notifications", "low_heart_rate_notifications",
        "irregular_heart_rate_notifications",
    ]
}

extension Metric {
    /// The unit in which the metric always stands; `nil` where it depends.
    var onlyUnit: String? {
        isCategory || metricUnit == usUnit ? metricUnit : nil
    }
}
