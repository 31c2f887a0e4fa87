internal import Glibc

/// A numeric IPv4 or IPv6 address; IPv4-mapped IPv6 is unwrapped.
struct IPAddress: Sendable, Equatable {
    /// 4 or 16 bytes, in network order.
    let bytes: [UInt8]

    /// Reads dotted-quad or IPv6 text, with or without brackets and zone (`fe80::1%eth0`); `nil` for a name.
    init?(_ text: some StringProtocol) {
        var numeric = text[...]
        if numeric.hasPrefix("["), numeric.hasSuffix("]") {
            numeric = numeric.dropFirst().dropLast()
        }
        if let zone = numeric.firstIndex(of: "%") { numeric = numeric[..<zone] }
        let literal = String(numeric)
        if let four = IPAddress.parse(literal, family: AF_INET, length: 4) {
            bytes = four
        } else if let sixteen = IPAddress.parse(literal, family: AF_INET6, length: 16) {
            let isMapped = sixteen[..<10].allSatisfy { $0 == 0 } && sixteen[10...11] == [255, 255]
            bytes = isMapped ? Array(sixteen[12...]) : sixteen
        } else {
            return nil
        }
    }

    private static func parse(_ text: String, family: Int32, length: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: length)
        let matched = unsafe bytes.withUnsafeMutableBytes {
            unsafe inet_pton(family, text, $0.baseAddress)
        }
        return matched == 1 ? bytes : nil
    }
}
