internal import Crypto
internal import HealthModel

/// SHA-256 of bodies, in pieces.
enum BodyDigest {
    static let pieceBytes = 256 << 10

    static func of(_ bytes: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: bytes))
    }

    /// Whether `body` has the length and digest that it should have; leaves it at its start.
    static func matches(_ body: any BodySource, length: Int64, digest: [UInt8]) throws -> Bool {
        try body.rewind()
        var hash = SHA256()
        var buffer = [UInt8](repeating: 0, count: min(pieceBytes, max(1, Int(clamping: length))))
        var seen: Int64 = 0
        while true {
            var span = buffer.mutableSpan
            let count = try body.read(into: &span)
            if count == 0 { break }
            seen += Int64(count)
            if seen > length { return false }
            hash.update(data: buffer[..<count])
        }
        try body.rewind()
        return seen == length && Array(hash.finalize()) == digest
    }
}
