/// A 128-bit identifier of a message or a run, written as a UUID.
///
/// Compares and sorts like its text. Kept without Foundation, so that its text costs one allocation.
public struct Identifier: Hashable, Comparable, Sendable, BitwiseCopyable {
    let high: UInt64
    let low: UInt64

    init(high: UInt64, low: UInt64) {
        (self.high, self.low) = (high, low)
    }

    /// From its 16 bytes, most significant first; `nil` for any other number of them.
    init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        var words: (UInt64, UInt64) = (0, 0)
        for byte in bytes {
            words.0 = words.0 << 8 | words.1 >> 56
            words.1 = words.1 << 8 | UInt64(byte)
        }
        self.init(high: words.0, low: words.1)
    }

    /// 16 bytes, most significant first; they sort as the text does.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16)
        for word in [high, low] {
            for shift in stride(from: UInt64(56), through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: word >> shift))
            }
        }
        return bytes
    }

    /// Reads the 36 characters of a UUID, in either case; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        var high: UInt64 = 0
        var low: UInt64 = 0
        var digits = 0
        var position = 0
        for byte in text.utf8 {
            if position == 8 || position == 13 || position == 18 || position == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard let value = Self.nibble(byte) else { return nil }
                if digits < 16 { high = high << 4 | value } else { low = low << 4 | value }
                digits += 1
            }
            position += 1
        }
        guard position == 36 else { return nil }
        self.init(high: high, low: low)
    }

    private static func nibble(_ byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    /// The identifiers whose text begins with `prefix`; `nil` when none can.
    static func all(beginningWith prefix: String) -> ClosedRange<Identifier>? {
        let count = prefix.utf8.count
        guard count <= 36,
            let least = Identifier(
                prefix + "00000000-0000-0000-0000-000000000000".dropFirst(count)),
            let most = Identifier(prefix + "ffffffff-ffff-ffff-ffff-ffffffffffff".dropFirst(count))
        else { return nil }
        return least...most
    }

    /// A new random identifier (UUID version 4).
    public static func random(using generator: inout some RandomNumberGenerator) -> Identifier {
        Identifier(
            high: generator.next() & ~0xF000 | 0x4000,
            low: generator.next() & ~(0b11 << 62) | 0b10 << 62
        )
    }

    public static func random() -> Identifier {
        var generator = SystemRandomNumberGenerator()
        return random(using: &generator)
    }

    public static func < (left: Identifier, right: Identifier) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }

    /// Lower case, as in the spool, in JSON and in tables.
    public var text: String { hexText(letters: UInt8(ascii: "a")) }

    /// Upper case, as in the headers of a request.
    public var wireText: String { hexText(letters: UInt8(ascii: "A")) }

    private func hexText(letters: UInt8) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(36)
        for nibble in 0..<32 {
            if nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20 {
                bytes.append(UInt8(ascii: "-"))
            }
            let word = nibble < 16 ? high : low
            let value = UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * (nibble % 16)) & 15)
            bytes.append(value < 10 ? UInt8(ascii: "0") + value : letters + value - 10)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Identifier: CustomStringConvertible {
    public var description: String { text }
}
