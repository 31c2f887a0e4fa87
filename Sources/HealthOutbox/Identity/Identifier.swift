/// A 128-bit identifier of a message or a run, written as a UUID.
///
/// Compares and sorts like its text. Kept without Foundation, so that its text costs one allocation.
public struct Identifier: Hashable, Comparable, Sendable, BitwiseCopyable {
    let high: UInt64
    let low: UInt64

    init(high: UInt64, low: UInt64) {
        (self.high, self.low) = (high, low)
    }

    /// Reads the 36 characters of a UUID, in either case; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        var high: UInt64 = 0
        var low: UInt64 = 0
        var digits = 0
        var position = 0
        for byte in text.utf8 {
            if [8, 13, 18, 23].contains(position) {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard let value = Character(UnicodeScalar(byte)).hexDigitValue else { return nil }
                if digits < 16 {
                    high = high << 4 | UInt64(value)
                } else {
                    low = low << 4 | UInt64(value)
                }
                digits += 1
            }
            position += 1
        }
        guard position == 36 else { return nil }
        self.init(high: high, low: low)
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
            if [8, 12, 16, 20].contains(nibble) { bytes.append(UInt8(ascii: "-")) }
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
