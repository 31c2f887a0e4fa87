/// A whole configuration: what is said once, and the automations.
public struct HaeConfig: Hashable, Sendable {
    /// The file as the user named it; `nil` when there is none and all values are defaults.
    public var file: String?
    /// The absolute folder at which relative paths start: that of the file.
    public var directory: String
    /// For whatever is not an automation's own.
    public var measure: MeasureConfig
    /// Absolute, as all paths here.
    public var spool: String
    public var inbox: String?
    public var quota: QuotaConfig
    public var retention: RetentionConfig
    /// Longer queries are warned of.
    public var slowQuery: Duration
    public var notifications: NotificationsConfig
    public var prometheus: String?
    /// In file order; ids are unique and differ from those of built-in data types.
    public var taps: [TapConfig]
    /// In file order.
    public var automations: [AutomationConfig]
    /// What works and is probably not meant, or could be safer, such as a secret written out in the
    /// file.
    public var warnings: [ConfigFinding]

    /// Where the references to secrets in this configuration lead.
    public func secretSource(environment: [String: String]) -> SecretSource {
        SecretSource(environment: environment, directory: directory)
    }

    /// The automation of this name, or `nil`.
    public func automation(named name: String) -> AutomationConfig? {
        automations.first { $0.name == name }
    }
}
