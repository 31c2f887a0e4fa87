public import HealthModel

/// A data type as the configuration sees it.
public struct DataTypeDeclaration: Hashable, Sendable {
    /// The word for `data_type`, such as `heart_rate_notifications`.
    public var id: String
    /// The app's name of it, such as `Heart Rate Notifications`.
    public var title: String
    /// In the order in which help and `hae init` show them.
    public var options: [OptionDeclaration]

    public init(id: String, title: String, options: [OptionDeclaration] = []) {
        (self.id, self.title, self.options) = (id, title, options)
    }
}
