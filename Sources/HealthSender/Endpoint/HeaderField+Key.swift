import HealthModel

extension HeaderField {
    /// The name in lower case, as names are compared.
    var key: String { name.lowercased() }
}
