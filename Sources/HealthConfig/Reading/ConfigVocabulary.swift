/// What the reader must know from outside: the data types with their options, and the words of the
/// metric catalogue.
public struct ConfigVocabulary: Sendable {
    /// Built-in data types, in the order of help. Singer taps come from the file itself.
    public var dataTypes: [DataTypeDeclaration]
    /// Names of the catalogue, for keys that stand "per metric"; when empty, any name is accepted.
    public var metrics: [String]
    /// Says in one phrase why a metric cannot be given in a unit (``hae.yaml:3:17: metric_units:
    /// heart_rate …``), or `nil` when it can. Called only with metrics of the catalogue.
    public var problemOfUnit: @Sendable (_ metric: String, _ unit: String) -> String?

    public init(
        dataTypes: [DataTypeDeclaration], metrics: [String] = [],
        problemOfUnit: @escaping @Sendable (_ metric: String, _ unit: String) -> String? = { _, _ in
            nil
        }
    ) {
        self.dataTypes = dataTypes
        self.metrics = metrics
        self.problemOfUnit = problemOfUnit
    }
}
