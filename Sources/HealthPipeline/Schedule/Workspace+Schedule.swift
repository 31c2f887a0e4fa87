public import HealthConfig
import HealthModel

extension Workspace {
    /// When an automation runs by itself; `nil`: it is disabled, or runs only by hand.
    ///
    /// - Throws: `ZoneError` when its zone cannot be read.
    public func schedule(of automation: AutomationConfig) throws -> Schedule? {
        guard automation.enabled, let every = automation.schedule.every else { return nil }
        return Schedule(
            every: every, at: automation.schedule.at, zone: try zone(of: automation.measure),
            weekStart: automation.measure.weekStart, identity: automation.identity)
    }
}
