/// What a provider says of itself: names on the wire, what it reads, its options.
public struct ProviderDescriptor: Sendable {
    /// The `data_type` of the configuration, for example `health_metrics`.
    public var id: String
    /// The app's name of the type, for example `Health Metrics`.
    public var title: String
    /// One sentence for `hae plugins list`.
    public var summary: String
    /// The key of the array under `data`.
    public var dataKey: String
    /// The part's name in multipart/form-data.
    public var csvPart: String
    /// The first part of the CSV file's name, for example `HealthMetrics`.
    public var csvFile: String
    public var reads: [Reading]
    public var options: [OptionDeclaration]

    /// Something that the provider reads: a new row of it makes records new.
    public enum Reading: Sendable, Equatable {
        /// HealthKit's full type identifier.
        case type(String)
        /// All types whose identifier begins like this.
        case types(prefix: String)
        /// A kind of document.
        case document(String)
    }

    public init(
        id: String, title: String, summary: String, dataKey: String, csvPart: String,
        csvFile: String, reads: [Reading], options: [OptionDeclaration]
    ) {
        (self.id, self.title, self.summary, self.dataKey) = (id, title, summary, dataKey)
        (self.csvPart, self.csvFile, self.reads, self.options) = (csvPart, csvFile, reads, options)
    }
}
