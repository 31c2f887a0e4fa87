import HealthConfig
import HealthPlugin

extension ExportSettings {
    /// An automation's choices, as its provider sees them.
    init(_ automation: AutomationConfig, zone: ZoneTable, now: Instant) {
        self.init(zone: zone, now: now)
        format = automation.encoding.format
        version = automation.encoding.version
        weekStart = automation.measure.weekStart
        units = automation.measure.units
        metricUnits = automation.measure.metricUnits
        metricNames = automation.measure.metricNames
        preferredSources = automation.measure.preferredSources
        separateSources = automation.measure.separateSources
        options = automation.options
    }
}
