#if canImport(Glibc)
    import Glibc
#endif

/// An open file; closed with its last reference. Its position is for one thread at a time.
final class Descriptor: Sendable {
    let number: Int32
    let path: String

    init(number: Int32, path: String) {
        (self.number, self.path) = (number, path)
    }

    deinit {
        close(number)
    }

    func write(_ bytes: Span<UInt8>) throws(Posix.Failure) {
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.extracting(done..<bytes.count).withUnsafeBytes { raw in
                unsafe Glibc.write(number, raw.baseAddress, raw.count)
            }
            if count > 0 {
                done += count
            } else if count == 0 || errno != EINTR {
                throw Posix.Failure(code: count == 0 ? EIO : errno, call: "write", path: path)
            }
        }
    }

    /// Fills the front of `span`.
    ///
    /// - Returns: The number of bytes; 0 only at the end of the file.
    func read(into span: inout MutableSpan<UInt8>) throws(Posix.Failure) -> Int {
        while true {
            let count = unsafe span.withUnsafeMutableBytes { raw in
                unsafe Glibc.read(number, raw.baseAddress, raw.count)
            }
            if count >= 0 { return count }
            if errno != EINTR { throw Posix.Failure(code: errno, call: "read", path: path) }
        }
    }

    func rewind() throws(Posix.Failure) {
        guard lseek(number, 0, SEEK_SET) == 0 else {
            throw Posix.Failure(code: errno, call: "lseek", path: path)
        }
    }

    func sync() throws(Posix.Failure) {
        guard fsync(number) == 0 else {
            throw Posix.Failure(code: errno, call: "fsync", path: path)
        }
    }

    func truncate() throws(Posix.Failure) {
        guard ftruncate(number, 0) == 0 else {
            throw Posix.Failure(code: errno, call: "ftruncate", path: path)
        }
    }

    /// Reserves room that stays when the volume fills up.
    func allocate(_ bytes: Int64) throws(Posix.Failure) {
        let code = posix_fallocate(number, 0, off_t(bytes))
        guard code == 0 else {
            throw Posix.Failure(code: code, call: "posix_fallocate", path: path)
        }
    }

    /// Takes the kernel's lock on the file without waiting.
    ///
    /// - Returns: `false` when somebody else has it.
    func tryLock() throws(Posix.Failure) -> Bool {
        while true {
            if flock(number, LOCK_EX | LOCK_NB) == 0 { return true }
            if errno == EWOULDBLOCK { return false }
            if errno != EINTR { throw Posix.Failure(code: errno, call: "flock", path: path) }
        }
    }

    /// Gives the lock back, also for copies of the descriptor in other processes.
    func unlock() {
        _ = flock(number, LOCK_UN)
    }

    /// The rest of the file as text.
    func text(bytesMax: Int) throws(Posix.Failure) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: min(bytesMax, 16 << 10))
        while bytes.count < bytesMax {
            var span = buffer.mutableSpan
            let count = try read(into: &span)
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return String(decoding: bytes.prefix(bytesMax), as: UTF8.self)
    }
}
