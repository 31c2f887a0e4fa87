import Crypto
import HealthConfig
import HealthModel

/// The digest of everything in an automation that shapes its bodies; a change ends an interrupted run.
enum ConfigDigest {
    /// - Parameter tap: The tap that is the data type, if it is one.
    static func of(_ automation: AutomationConfig, zone: ZoneTable, tap: TapConfig?) -> [UInt8] {
        let shape = automation.bodyShape(zoneName: zone.name, tap: tap)
        return Array(SHA256.hash(data: Array(shape.utf8)))
    }
}
