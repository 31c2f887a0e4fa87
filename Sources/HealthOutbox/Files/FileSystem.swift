#if canImport(Glibc)
    import Glibc
#endif

/// What kind of volume a folder lies on.
enum FileSystem {
    /// Without shared memory or without real locks, so that a WAL database breaks on them.
    private static let networkTypes: Set<String> = [
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "coda", "ceph", "lustre", "gpfs",
        "beegfs", "9p", "fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.glusterfs",
        "fuse.ceph", "fuse.smbnetfs", "davfs", "fuse.davfs2",
    ]

    static func isNetwork(_ type: String) -> Bool { networkTypes.contains(type) }

    /// The type of the mounted volume with a device number such as `8:1`; `nil` when the system does not say.
    ///
    /// Source: proc(5), `/proc/self/mountinfo`: the third field is the device, the type follows a lone hyphen.
    static func type(ofDevice device: String) -> String? {
        guard let file = try? Posix.open("/proc/self/mountinfo", O_RDONLY),
            let text = try? file.text(bytesMax: 1 << 20)
        else { return nil }
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 2, fields[2] == device, let hyphen = fields.firstIndex(of: "-"),
                hyphen + 1 < fields.count
            else { continue }
            return String(fields[hyphen + 1])
        }
        return nil
    }
}
