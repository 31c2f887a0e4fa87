#if canImport(Glibc)
    import Glibc
#endif

/// By which a file is seen to stand still: size, time of its last change, and which file it is.
struct FileStamp: Hashable, Sendable {
    /// `F_SETLEASE` of Linux' <fcntl.h>, which shows it to GNU programs only.
    private static let setLease: Int32 = 1024

    var bytes: Int64
    /// Nanoseconds; by the clock of whoever keeps the file, so only to be compared with itself.
    var modified: Int64
    var inode: UInt64

    /// `nil` when there is nothing, or no regular file. Links are not followed.
    static func of(_ path: String) -> FileStamp? {
        var status = stat()
        guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return nil
        }
        return FileStamp(
            bytes: Int64(status.st_size),
            modified: Int64(status.st_mtim.tv_sec) * 1_000_000_000
                + Int64(status.st_mtim.tv_nsec),
            inode: UInt64(status.st_ino))
    }

    /// Whether a process of this machine has the file open for writing, as far as the kernel tells us.
    static func hasWriter(_ path: String) -> Bool {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        // A read lease is refused while somebody writes; source: fcntl(2), F_SETLEASE.
        if fcntl(descriptor, setLease, F_RDLCK) == 0 {
            _ = fcntl(descriptor, setLease, F_UNLCK)
            return false
        }
        return errno == EAGAIN
    }
}
