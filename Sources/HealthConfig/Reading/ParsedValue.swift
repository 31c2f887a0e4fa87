import HealthModel

/// A value that has passed the checks of its kind.
enum ParsedValue: Hashable, Sendable {
    /// `null`, or nothing behind the colon.
    case none
    case flag(Bool)
    case integer(Int)
    case text(String)
    case duration(Duration)
    case never
    case bytes(Int)
    case cadence(Cadence)
    case clock(ClockTime)
    case start(ScheduleConfig.Start)
    case proxy(DeliveryConfig.Proxy)
    case template(Template)
    case headers([HeaderConfig])
    case list([String])
    /// The word `all` in place of a list.
    case all
    case texts([String: String])
    case lists([String: [String]])
    case tree(ConfigTree)
    case group(Entries)
    case records([Entries])
}
