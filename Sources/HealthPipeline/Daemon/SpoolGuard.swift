#if canImport(Glibc)
    import Glibc
#endif

/// Notices that the outbox's file was taken away under the daemon, which the open file would hide.
struct SpoolGuard {
    private let path: String
    private let device: UInt64
    private let inode: UInt64

    /// - Throws: `DaemonError` when there is no outbox yet.
    init(spool: String) throws(DaemonError) {
        path = spool + "/outbox.db"
        guard let (device, inode) = Self.identity(of: path) else { throw .spoolGone(path) }
        (self.device, self.inode) = (device, inode)
    }

    /// - Throws: `DaemonError` when the file is gone, or another is in its place.
    func check() throws(DaemonError) {
        guard let found = Self.identity(of: path) else { throw .spoolGone(path) }
        guard found == (device, inode) else { throw .spoolReplaced(path) }
    }

    private static func identity(of path: String) -> (UInt64, UInt64)? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        return (UInt64(status.st_dev), UInt64(status.st_ino))
    }
}
