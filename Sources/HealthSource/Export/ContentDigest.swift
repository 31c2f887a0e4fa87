/// Tells elements apart that agree in type, times and source, such as two foods of one meal.
///
/// A sum over the parts of an element, so that their order plays no part: 128 bits in two halves. Not for anything
/// that somebody could want to forge.
struct ContentDigest: Equatable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    /// Adds one part.
    mutating func add(_ bytes: ArraySlice<UInt8>) {
        // FNV-1a from two starting points.
        var (first, second) = (0xcbf2_9ce4_8422_2325 as UInt64, 0x9ae1_6a3b_2f90_404f as UInt64)
        for byte in bytes {
            first = (first ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
            second = (second ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        low &+= first ^ first >> 29
        high &+= second ^ second >> 31
    }

    /// 32 hexadecimal digits.
    var text: String {
        func hex(_ word: UInt64) -> String {
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }
        return hex(high) + hex(low)
    }
}
