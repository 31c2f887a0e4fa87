public import HealthModel

// Words that other modules use as well.
extension DateRange: ConfigWord {}
extension UnitSystem: ConfigWord {}
extension WeekStart: ConfigWord {}
