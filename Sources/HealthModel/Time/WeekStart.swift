/// The first day of a week; raw values are those of the configuration.
public enum WeekStart: String, Sendable, CaseIterable {
    case monday, sunday
}
