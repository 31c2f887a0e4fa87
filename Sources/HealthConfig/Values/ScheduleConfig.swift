public import HealthModel

/// When an automation runs, and what a run covers.
public struct ScheduleConfig: Hashable, Sendable {
    /// Where a stream without a checkpoint begins.
    public enum Start: Hashable, Sendable {
        case all
        /// The midnight with which this day begins, in the automation's zone.
        case date(CivilDate)
    }

    public enum NotifyMoment: String, ConfigWord {
        case whenRun = "when_run"
        case onCacheUpdate = "on_cache_update"
        case onTrouble = "on_trouble"
    }

    public var dateRange: DateRange
    public var start: Start
    /// `nil`: only by hand.
    public var every: Cadence?
    /// Only with a cadence of days or weeks.
    public var at: ClockTime?
    public var notify: Set<NotifyMoment>
}
