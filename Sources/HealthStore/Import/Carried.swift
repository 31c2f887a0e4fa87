/// What a sample carries beside its identity, as texts, so that copies can be compared.
struct Carried: Equatable {
    var unit: [UInt8]
    var device: [UInt8]
    var metadata: [UInt8]

    /// Whether this copy is kept rather than the other.
    ///
    /// One with metadata wins over one without, then one with a device; what is left is settled by the bytes, so that
    /// the order of the input plays no part.
    func wins(over other: Self) -> Bool {
        if metadata.isEmpty != other.metadata.isEmpty { return other.metadata.isEmpty }
        if device.isEmpty != other.device.isEmpty { return other.device.isEmpty }
        if metadata != other.metadata { return metadata.lexicographicallyPrecedes(other.metadata) }
        if device != other.device { return device.lexicographicallyPrecedes(other.device) }
        return unit.lexicographicallyPrecedes(other.unit)
    }
}
