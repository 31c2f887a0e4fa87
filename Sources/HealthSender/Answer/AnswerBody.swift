internal import Crypto

/// The body of an answer: its beginning, its digest and its size. Answers are untrusted, so all is bounded.
struct AnswerBody {
    private(set) var kept: [UInt8] = []
    /// Bytes received.
    private(set) var count: Int64 = 0
    private let bytesKept: Int
    private let bytesMax: Int
    private var hasher: SHA256?

    init(bytesKept: Int = 64 << 10, bytesMax: Int = 1 << 20) {
        (self.bytesKept, self.bytesMax) = (bytesKept, bytesMax)
    }

    /// Some of it was not kept.
    var isCut: Bool { count > Int64(kept.count) }

    /// SHA-256 of what was received; `nil` when nothing was.
    var digest: [UInt8]? {
        hasher.map { Array($0.finalize()) }
    }

    /// - Returns: Whether to go on; false once the limit is passed.
    mutating func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var hasher = self.hasher ?? SHA256()
        unsafe hasher.update(bufferPointer: bytes)
        self.hasher = hasher
        count += Int64(bytes.count)
        if kept.count < bytesKept {
            unsafe kept.append(contentsOf: bytes.prefix(bytesKept - kept.count))
        }
        return count <= Int64(bytesMax)
    }
}
