import HealthModel

#if canImport(Glibc)
    import Glibc
#endif

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
