/// The keys of a metric's points. Section 3.4 of the wire format.
public enum MetricShape: Sendable, CaseIterable {
    /// `date`, `qty`, `source`.
    case standard
    /// Standard; single samples also have `start` and `end`.
    case wristTemperature
    /// `Min`, `Avg`, `Max`.
    case heartRate
    /// `systolic`, `diastolic`.
    case bloodPressure
    /// Standard with `mealTime`.
    case bloodGlucose
    /// Standard with `reason`.
    case insulin
    /// Standard with `value` (`Complete`, `Incomplete`); hand washing and tooth brushing.
    case event
    /// Three counters.
    case sexualActivity
    /// A night, or a segment.
    case sleep
    /// Standard; hours in which the wearer stood.
    case standHour
    /// Standard; the minutes that sessions last.
    case mindfulMinutes
}
