import Glibc

/// A regular file that is read at any offset. The only place that opens files.
final class ByteFile {
    /// As the user named it; errors call it so.
    let name: String
    private(set) var size: Int64
    private let descriptor: Int32

    /// - Throws: ``SourceError`` when there is no such file or it may not be read.
    init(path: String, name: String) throws {
        self.name = name
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.openError(name) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else {
            let error = Self.readError(name)
            close(descriptor)
            throw error
        }
        size = Int64(status.st_size)
    }

    /// Takes over an empty file that is open for reading and writing.
    init(spooled descriptor: Int32, name: String) {
        (self.descriptor, self.name, size) = (descriptor, name, 0)
    }

    deinit {
        close(descriptor)
    }

    /// Writes the first `count` bytes behind the last ones.
    ///
    /// - Throws: ``SourceError`` that names `folder`, where there has to be room.
    func append(_ bytes: [UInt8], count: Int, folder: String) throws {
        precondition(count <= bytes.count)
        var done = 0
        while done < count {
            let put = unsafe bytes.withUnsafeBytes { buffer in
                // Not more than there is, see above.
                unsafe pwrite(
                    descriptor, buffer.baseAddress.map { unsafe $0 + done }, count - done,
                    off_t(size))
            }
            if put < 0, errno == EINTR { continue }
            guard put > 0 else {
                let reason = unsafe String(cString: strerror(errno))
                throw SourceError(
                    .io, file: name,
                    problem: "it cannot be kept in \(folder) while it is read: \(reason)",
                    remedy: "make room there")
            }
            done += put
            size += Int64(put)
        }
    }

    /// Reads up to `count` bytes at `offset` into `bytes` from `index` on; returns 0 only at the end of the file.
    func read(
        into bytes: inout [UInt8], at index: Int, count: Int, offset: Int64
    ) throws -> Int {
        precondition(index >= 0 && count >= 0 && index + count <= bytes.count)
        while true {
            let got = unsafe bytes.withUnsafeMutableBytes { buffer in
                // The range was checked above.
                unsafe pread(
                    descriptor, buffer.baseAddress.map { unsafe $0 + index }, count, off_t(offset))
            }
            if got >= 0 { return got }
            if errno != EINTR { throw Self.readError(name) }
        }
    }

    /// Reads exactly `count` bytes at `offset`, or fewer at the end of the file.
    func bytes(at offset: Int64, count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: max(0, count))
        var filled = 0
        while filled < bytes.count {
            let got = try read(
                into: &bytes, at: filled, count: bytes.count - filled,
                offset: offset + Int64(filled))
            if got == 0 { break }
            filled += got
        }
        bytes.removeLast(bytes.count - filled)
        return bytes
    }

    static func openError(_ name: String) -> SourceError {
        switch errno {
        case ENOENT, ENOTDIR:
            SourceError(
                .notFound, file: name, problem: "there is no such file",
                remedy: "check the path")
        case EACCES, EPERM:
            SourceError(
                .permission, file: name, problem: "it may not be read",
                remedy: "give yourself the permission, for example with chmod u+r")
        default: readError(name)
        }
    }

    static func readError(_ name: String) -> SourceError {
        SourceError(
            .io, file: name,
            problem: "it cannot be read: \(unsafe String(cString: strerror(errno)))",
            remedy: "check the disk and try again")
    }
}
