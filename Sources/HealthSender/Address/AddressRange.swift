/// A block of addresses in CIDR notation, such as `10.0.0.0/8` or `fc00::/7`.
public struct AddressRange: Sendable, Equatable {
    private let base: [UInt8]
    private let bits: Int

    /// - Returns: `nil` when that is no address with a prefix length that fits it. Without a length the block is
    ///   that one address.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = IPAddress(parts[0]) else { return nil }
        let width = address.bytes.count * 8
        guard let bits = parts.count == 2 ? Int(parts[1]) : width, (0...width).contains(bits) else {
            return nil
        }
        (base, self.bits) = (address.bytes, bits)
    }

    func contains(_ address: IPAddress) -> Bool {
        guard address.bytes.count == base.count else { return false }
        let whole = bits / 8
        guard base[..<whole] == address.bytes[..<whole] else { return false }
        let rest = bits % 8
        return rest == 0 || (base[whole] ^ address.bytes[whole]) >> (8 - rest) == 0
    }
}
