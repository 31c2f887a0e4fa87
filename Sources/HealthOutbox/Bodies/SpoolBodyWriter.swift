internal import Crypto

#if canImport(Glibc)
    import Glibc
#endif

/// Hashes a body while it is made; keeps it in memory until it is large, then in a file of the spool's `tmp/`.
final class SpoolBodyWriter: BodyWriter {
    /// From here on a body is a file. SQLite's own comparison: rows win below about 100 kB, files above.
    static let blobBytesMin = 96 << 10

    private let spool: SpoolFolder
    private var hash = SHA256()
    private var buffer: [UInt8] = []
    private var file: (descriptor: Descriptor, name: TemporaryFile)?
    private var isFinished = false
    private(set) var length: Int64 = 0

    init(spool: SpoolFolder) {
        self.spool = spool
    }

    func append(_ bytes: Span<UInt8>) throws {
        guard !isFinished else {
            throw OutboxError(.misuse, "A body that was finished takes no more bytes.")
        }
        unsafe bytes.withUnsafeBytes { raw in unsafe hash.update(bufferPointer: raw) }
        length += Int64(bytes.count)
        if file == nil, buffer.count + bytes.count >= Self.blobBytesMin { try spill() }
        guard let file else {
            unsafe bytes.withUnsafeBytes { raw in unsafe buffer.append(contentsOf: raw) }
            return
        }
        do {
            try file.descriptor.write(bytes)
        } catch {
            throw PosixErrors.translate(error)
        }
    }

    func finish() throws -> StagedBody {
        guard !isFinished else {
            throw OutboxError(.misuse, "A body can be finished once.")
        }
        isFinished = true
        let digest = Array(hash.finalize())
        guard let file else {
            return StagedBody(
                length: length, digest: digest, storage: .bytes(PackedBody.pack(buffer)))
        }
        try PosixErrors.translated { try file.descriptor.sync() }
        return StagedBody(length: length, digest: digest, storage: .file(file.name))
    }

    private func spill() throws {
        let path = spool.temporary + "/" + Identifier.random().text
        do {
            let descriptor = try Posix.open(path, O_WRONLY | O_CREAT | O_EXCL, mode: 0o400)
            file = (descriptor, TemporaryFile(path: path))
            let bytes = buffer
            try descriptor.write(bytes.span)
        } catch {
            throw PosixErrors.translate(error)
        }
        buffer = []
    }
}
