public import HealthModel

/// A body of any size that takes no memory: each byte follows from its offset and a seed.
public final class PatternBody: BodySource {
    public let length: Int64
    private let seed: UInt64
    private var offset: Int64 = 0

    public init(length: Int64, seed: UInt64 = 1) {
        (self.length, self.seed) = (length, seed)
    }

    public func read(into span: inout MutableSpan<UInt8>) -> Int {
        let count = Int(min(Int64(span.count), length - offset))
        for index in 0..<count {
            span[index] = PatternBody.byte(at: offset + Int64(index), seed: seed)
        }
        offset += Int64(count)
        return count
    }

    public func rewind() { offset = 0 }

    /// The byte at an offset of every body with that seed.
    public static func byte(at offset: Int64, seed: UInt64) -> UInt8 {
        let word = UInt64(bitPattern: offset >> 3) &* 0x9e37_79b9_7f4a_7c15 &+ seed
        return UInt8(truncatingIfNeeded: (word ^ word >> 29) >> UInt64((offset & 7) * 8))
    }
}
