import Glibc

/// A file that is written from its beginning, and corrected in places.
struct FileOutput: ~Copyable {
    private let descriptor: CInt
    let path: String
    private(set) var position = 0

    /// Makes the file, or empties it.
    init(path: String) throws {
        self.path = path
        descriptor = unsafe open(path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0o600)
        if descriptor < 0 { throw SyntheticError.io("create", path, code: errno) }
    }

    deinit {
        close(descriptor)
    }

    mutating func write(_ bytes: [UInt8]) throws {
        try write(bytes, at: position)
        position += bytes.count
    }

    /// Overwrites what stands at a position.
    func write(_ bytes: [UInt8], at offset: Int) throws {
        var done = 0
        while done < bytes.count {
            let written = unsafe bytes.withUnsafeBytes { buffer in
                unsafe pwrite(
                    descriptor, buffer.baseAddress.map { unsafe $0 + done }, bytes.count - done,
                    off_t(offset + done)
                )
            }
            if written < 0, errno == EINTR { continue }
            if written <= 0 { throw SyntheticError.io("write", path, code: errno) }
            done += written
        }
    }
}
