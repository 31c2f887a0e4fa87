public import HealthModel

#if canImport(Glibc)
    import Glibc
#endif

/// A body in memory.
public final class BytesBody: BodySource {
    private let bytes: [UInt8]
    private var position = 0

    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    public var length: Int64 { Int64(bytes.count) }

    public func read(into span: inout MutableSpan<UInt8>) -> Int {
        let count = min(span.count, bytes.count - position)
        for offset in 0..<count { span[offset] = bytes[position + offset] }
        position += count
        return count
    }

    public func rewind() {
        position = 0
    }
}

/// A body in a file of the spool.
final class FileBody: BodySource {
    let length: Int64
    private let file: Descriptor

    /// - Throws: `Posix.Failure`; a length that differs from the file's is found when it is hashed.
    init(path: String, length: Int64) throws(Posix.Failure) {
        self.length = length
        self.file = try Posix.open(path, O_RDONLY)
    }

    func read(into span: inout MutableSpan<UInt8>) throws -> Int {
        do {
            return try file.read(into: &span)
        } catch {
            throw PosixErrors.translate(error)
        }
    }

    func rewind() throws {
        try PosixErrors.translated { try file.rewind() }
    }
}
