/// Series of doubles: little-endian, eight bytes each.
public enum NumberSeries {
    /// Packs numbers as the series of a document.
    public static func series(_ name: String, _ numbers: [Double]) -> Series {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(numbers.count * 8)
        for number in numbers {
            var bits = number.bitPattern
            for _ in 0..<8 {
                bytes.append(UInt8(truncatingIfNeeded: bits))
                bits >>= 8
            }
        }
        return Series(name: name, count: numbers.count, bytes: bytes)
    }

    /// Passes the numbers of a stored series, in order, without holding them all.
    public static func forEach(
        _ name: String, of document: Int64, in store: any StoreReader,
        _ body: (Double) throws -> Void
    ) throws {
        var (bits, count): (UInt64, UInt64) = (0, 0)
        try store.series(name, of: document) { chunk in
            for byte in chunk {
                bits |= UInt64(byte) << (8 * count)
                count += 1
                guard count == 8 else { continue }
                try body(Double(bitPattern: bits))
                (bits, count) = (0, 0)
            }
        }
    }
}
