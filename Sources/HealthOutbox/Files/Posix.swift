#if canImport(Glibc)
    import Glibc
#endif

/// The calls of the system that the spool needs, each with its return code checked.
///
/// The only place of the module where file descriptors meet pointers.
enum Posix {
    /// A call that the system refused.
    struct Failure: Error {
        let code: Int32
        let call: String
        let path: String

        /// No room: quota, full volume, or a limit on the file size.
        var isFull: Bool { code == ENOSPC || code == EDQUOT || code == EFBIG }
        var isMissing: Bool { code == ENOENT }
        var isDenied: Bool { code == EACCES || code == EPERM || code == EROFS || code == ELOOP }
        var exists: Bool { code == EEXIST }

        var text: String {
            "\(path): \(call) failed: \(unsafe String(cString: strerror(code)))"
        }
    }

    struct Status {
        var size: Int64
        var owner: UInt32
        var mode: UInt32
        /// Seconds.
        var modified: Int64
        /// Major and minor number of the volume.
        var device: String
        /// Tells a file from another one that took its name.
        var inode: UInt64
        var isFolder: Bool { mode & S_IFMT == S_IFDIR }
        var isFile: Bool { mode & S_IFMT == S_IFREG }
        var isLink: Bool { mode & S_IFMT == S_IFLNK }
    }

    /// Opens a file, never through a symbolic link, never inherited by a child.
    static func open(_ path: String, _ flags: Int32, mode: UInt32 = 0o600) throws(Failure)
        -> Descriptor
    {
        while true {
            let number = unsafe Glibc.open(path, flags | O_CLOEXEC | O_NOFOLLOW, mode)
            if number >= 0 { return Descriptor(number: number, path: path) }
            if errno != EINTR { throw Failure(code: errno, call: "open", path: path) }
        }
    }

    static func status(_ path: String) throws(Failure) -> Status {
        var raw = stat()
        guard unsafe lstat(path, &raw) == 0 else {
            throw Failure(code: errno, call: "stat", path: path)
        }
        return Status(
            size: Int64(raw.st_size), owner: raw.st_uid, mode: raw.st_mode,
            modified: Int64(raw.st_mtim.tv_sec),
            device: deviceName(raw.st_dev), inode: UInt64(raw.st_ino))
    }

    /// As `makedev(3)` packs it on Linux.
    private static func deviceName(_ device: UInt) -> String {
        let major = device >> 8 & 0xFFF | device >> 32 & ~0xFFF
        let minor = device & 0xFF | device >> 12 & ~0xFF
        return "\(major):\(minor)"
    }

    /// The status of a file, or `nil` when there is none.
    static func statusIfThere(_ path: String) throws(Failure) -> Status? {
        do {
            return try status(path)
        } catch {
            if error.isMissing { return nil }
            throw error
        }
    }

    /// Opens a file to read, or returns `nil` when there is none.
    static func openIfThere(_ path: String) throws(Failure) -> Descriptor? {
        do {
            return try open(path, O_RDONLY)
        } catch {
            if error.isMissing { return nil }
            throw error
        }
    }

    static func makeFolder(_ path: String) throws(Failure) {
        guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw Failure(code: errno, call: "mkdir", path: path)
        }
    }

    static func changeMode(_ path: String, _ mode: UInt32) throws(Failure) {
        guard unsafe chmod(path, mode) == 0 else {
            throw Failure(code: errno, call: "chmod", path: path)
        }
    }

    static func rename(_ from: String, to: String) throws(Failure) {
        guard unsafe Glibc.rename(from, to) == 0 else {
            throw Failure(code: errno, call: "rename", path: to)
        }
    }

    /// Removes a file; one that is gone already is no error.
    static func remove(_ path: String) throws(Failure) {
        guard unsafe unlink(path) == 0 || errno == ENOENT else {
            throw Failure(code: errno, call: "unlink", path: path)
        }
    }

    static func removeFolder(_ path: String) throws(Failure) {
        guard unsafe rmdir(path) == 0 || errno == ENOENT else {
            throw Failure(code: errno, call: "rmdir", path: path)
        }
    }

    /// Makes names in a folder durable.
    static func syncFolder(_ path: String) throws(Failure) {
        let folder = try open(path, O_RDONLY | O_DIRECTORY)
        try folder.sync()
    }

    /// The names in a folder, sorted; empty when there is no such folder.
    static func names(in path: String) throws(Failure) -> [String] {
        guard let stream = unsafe opendir(path) else {
            if errno == ENOENT { return [] }
            throw Failure(code: errno, call: "opendir", path: path)
        }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix(while: { $0 != 0 }), as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Lets a write over the limit of RLIMIT_FSIZE fail with EFBIG, which we handle, instead of ending the process.
    ///
    /// Leaves a handler that the program has set by itself.
    static func ignoreFileSizeSignal() {
        var present = sigaction()
        guard unsafe sigaction(SIGXFSZ, nil, &present) == 0,
            unsafe present.__sigaction_handler.sa_handler == nil
        else { return }
        var ignoring = sigaction()
        unsafe ignoring.__sigaction_handler.sa_handler = SIG_IGN
        unsafe sigaction(SIGXFSZ, &ignoring, nil)
    }

    /// Free bytes for this user on the volume of `path`.
    static func freeBytes(_ path: String) throws(Failure) -> Int64 {
        var raw = statvfs()
        guard unsafe statvfs(path, &raw) == 0 else {
            throw Failure(code: errno, call: "statvfs", path: path)
        }
        return Int64(clamping: UInt64(raw.f_bavail)) * Int64(clamping: UInt64(raw.f_frsize))
    }
}
