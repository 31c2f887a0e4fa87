public import HealthPlugin

extension ConfigVocabulary {
    /// The words of a program with these providers: their data types and options, and the metrics
    /// of the catalogue.
    public init(providers: ProviderRegistry) {
        self.init(
            dataTypes: providers.providers.map(\.descriptor).map { descriptor in
                DataTypeDeclaration(
                    id: descriptor.id, title: descriptor.title, options: descriptor.options)
            },
            metrics: Catalogue.metrics.map(\.name),
            problemOfUnit: ConfigVocabulary.problem(ofMetric:unit:))
    }

    private static func problem(ofMetric name: String, unit text: String) -> String? {
        guard let unit = HealthUnit(text) else { return "that is not a unit" }
        guard let metric = Catalogue.metric(named: name),
            let own = HealthUnit(metric.metricUnit),
            UnitConversion(from: own, to: unit) == nil
        else { return nil }
        let units = Set([metric.metricUnit, metric.usUnit]).sorted().joined(separator: " or ")
        return "it is measured in \(units), or what can be converted into that"
    }
}
