public import HealthModel

// Words that other modules use as well.
extension DateRange: ConfigWord {}
extension WeekStart: ConfigWord {}
