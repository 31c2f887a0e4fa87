public import HealthModel

/// One automation with every key resolved: its own value, else that at the top of the file, else
/// the default.
public struct AutomationConfig: Hashable, Sendable {
    /// Unique in the file.
    public var name: String
    /// An upper-case UUID as written; `nil` when it is to be derived from the name.
    public var id: String?
    public var enabled: Bool
    public var delivery: DeliveryConfig
    /// The id of a built-in data type or of a tap in the same file.
    public var dataType: String
    /// The options of the data type, defaults included; those without default are absent unless
    /// written.
    public var options: [String: OptionValue]
    public var encoding: EncodingConfig
    public var schedule: ScheduleConfig
    public var measure: MeasureConfig
    /// Where it stands in the file.
    public var place: Place
}
