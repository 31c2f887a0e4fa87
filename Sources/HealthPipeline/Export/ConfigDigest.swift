import Crypto
import HealthConfig
import HealthModel

/// The digest of everything in an automation that shapes its bodies; a change ends an interrupted run.
enum ConfigDigest {
    static func of(_ automation: AutomationConfig, zone: ZoneTable) -> [UInt8] {
        Array(SHA256.hash(data: Array(automation.bodyShape(zoneName: zone.name).utf8)))
    }
}
