/// Numeric addresses written in a URL. (The address really connected to is judged by the sender,
/// for every request.)
enum LiteralAddress {
    /// True for loopback, private and link-local addresses; `nil` when the text is not a numeric
    /// address.
    ///
    /// - Source: the list in section 12 of the outbox reference; 100.64.0.0/10 is not private.
    static func isPrivate(_ host: String) -> Bool? {
        if let address = version4(host[...]) { return isPrivate(version4: address) }
        guard let groups = version6(host) else { return nil }
        if groups[..<5].allSatisfy({ $0 == 0 }), groups[5] == 0xFFFF {
            return isPrivate(version4: UInt32(groups[6]) << 16 | UInt32(groups[7]))
        }
        let isLoopback = groups[..<7].allSatisfy { $0 == 0 } && groups[7] == 1
        return isLoopback || groups[0] & 0xFFC0 == 0xFE80 || groups[0] & 0xFE00 == 0xFC00
    }

    private static func isPrivate(version4 address: UInt32) -> Bool {
        let ranges: [(network: UInt32, bits: UInt32)] = [
            (0x7F00_0000, 8), (0x0A00_0000, 8), (0xAC10_0000, 12), (0xC0A8_0000, 16),
            (0xA9FE_0000, 16),
        ]
        return ranges.contains { address >> (32 - $0.bits) == $0.network >> (32 - $0.bits) }
    }

    private static func version4(_ text: Substring) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var address: UInt32 = 0
        for part in parts {
            guard (1...3).contains(part.count), let byte = UInt8(part) else { return nil }
            address = address << 8 | UInt32(byte)
        }
        return address
    }

    /// Eight groups; a zone (`%eth0`) is ignored.
    private static func version6(_ text: String) -> [UInt16]? {
        let address = text.prefix { $0 != "%" }
        guard address.contains(":") else { return nil }
        let halves = String(address).split(
            separator: "::", maxSplits: 2, omittingEmptySubsequences: false)
        guard halves.count <= 2, let front = groups(halves[0]) else { return nil }
        guard halves.count == 2 else { return front.count == 8 ? front : nil }
        guard let back = groups(halves[1]), front.count + back.count <= 7 else { return nil }
        return front + Array(repeating: 0, count: 8 - front.count - back.count) + back
    }

    private static func groups(_ text: Substring) -> [UInt16]? {
        guard !text.isEmpty else { return [] }
        var groups: [UInt16] = []
        for part in text.split(separator: ":", omittingEmptySubsequences: false) {
            if part.contains("."), let address = version4(part) {
                groups += [UInt16(address >> 16), UInt16(address & 0xFFFF)]
            } else if (1...4).contains(part.count), let group = UInt16(part, radix: 16) {
                groups.append(group)
            } else {
                return nil
            }
        }
        return groups
    }
}
