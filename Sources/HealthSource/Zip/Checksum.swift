import CISAL

/// The CRC-32 of zip and gzip, taken piece by piece.
struct Checksum {
    private(set) var value: UInt32 = 0

    mutating func add(_ bytes: [UInt8], _ range: Range<Int>) {
        precondition(range.upperBound <= bytes.count)
        value = unsafe bytes.withUnsafeBytes { buffer in
            // The range was checked.
            let start = unsafe buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
            guard let start = unsafe start else { return value }
            return unsafe crc32_gzip_refl(value, start + range.lowerBound, UInt64(range.count))
        }
    }
}
