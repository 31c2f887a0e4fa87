public import HealthModel

/// A body of any size that takes no memory: the same block of bytes again and again.
///
/// The block's length is a prime, so that no buffer size hides bytes that were left out or sent twice.
public final class PatternBody: BodySource {
    /// The bytes that repeat.
    public static let block: [UInt8] = (0..<65521).map { index in
        let word = UInt64(index) &* 0x9e37_79b9_7f4a_7c15
        return UInt8(truncatingIfNeeded: word >> 56)
    }

    public let length: Int64
    private var offset: Int64 = 0

    public init(length: Int64) { self.length = length }

    public func read(into span: inout MutableSpan<UInt8>) -> Int {
        let start = Int(offset % Int64(PatternBody.block.count))
        let piece = min(span.count, PatternBody.block.count - start)
        let count = Int(min(Int64(piece), length - offset))
        unsafe span.withUnsafeMutableBytes { target in
            unsafe PatternBody.block.withUnsafeBytes { block in
                unsafe target.copyMemory(from: .init(rebasing: block[start..<start + count]))
            }
        }
        offset += Int64(count)
        return count
    }

    public func rewind() { offset = 0 }
}
