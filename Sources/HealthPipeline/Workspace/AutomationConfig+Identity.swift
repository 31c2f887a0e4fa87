public import HealthConfig
import HealthOutbox

extension AutomationConfig {
    /// The automation's id for ever: as configured, else derived from its name. Upper-case UUID.
    ///
    /// Source: section 1.5 of the wire format.
    public var identity: String {
        id ?? DerivedID.identifier(of: ["automation", name]).wireText
    }
}
