internal import Foundation
internal import Glibc

/// The folder and the file of the store: made for the owner alone, on a disk of this machine.
enum SpoolFiles {
    /// File systems of other machines, as the kernel names them.
    private static let networkTypes: Set<Substring> = [
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "9p", "fuse.sshfs",
    ]

    /// Makes the folder (0700) and an empty file (0600) where they are missing.
    static func prepare(spool: String, file: String) throws {
        if unsafe mkdir(spool, 0o700) != 0, errno != EEXIST {
            let code = errno
            throw code == ENOENT ? StoreError(.noSpool(path: spool)) : .opening(spool, code)
        }
        try checkIsLocal(spool)
        // SQLite gives its -wal and -shm files the permissions of this one.
        let descriptor = unsafe open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StoreError.opening(file, errno) }
        close(descriptor)
    }

    /// Checks that there is a store to read.
    static func check(spool: String, file: String) throws {
        guard unsafe access(spool, F_OK) == 0 else { throw StoreError(.noSpool(path: spool)) }
        try checkIsLocal(spool)
        guard unsafe access(file, F_OK) == 0 else { throw StoreError(.noStore(path: file)) }
        guard unsafe access(file, R_OK) == 0 else { throw StoreError.opening(file, errno) }
    }

    /// Write-ahead logs need shared memory and locks that hold.
    private static func checkIsLocal(_ spool: String) throws {
        var status = stat()
        guard unsafe stat(spool, &status) == 0 else { throw StoreError.opening(spool, errno) }
        let device = status.st_dev
        // Of `makedev`: 12 bits of the major number from bit 8, 8 of the minor below, its rest from bit 20.
        let major = (device >> 8) & 0xfff
        let minor = (device & 0xff) | ((device >> 12) & 0xffff_ff00)
        guard let mounts = try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8)
        else { return }
        // Id, parent, major:minor, root, mount point, options …, "-", type, source, options.
        for line in mounts.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 2, fields[2] == "\(major):\(minor)",
                let dash = fields.firstIndex(of: "-"), dash + 1 < fields.count
            else { continue }
            if networkTypes.contains(fields[dash + 1]) {
                throw StoreError(.networkFileSystem(path: spool))
            }
        }
    }
}

extension StoreError {
    /// What an errno of a call on a path means.
    static func opening(_ path: String, _ code: Int32) -> StoreError {
        switch code {
        case EACCES, EPERM, EROFS: StoreError(.permission(path: path))
        case ENOENT, ENOTDIR: StoreError(.noSpool(path: path))
        case ENOSPC, EDQUOT: StoreError(.full(path: path))
        default: StoreError(.system(path: path, code: code))
        }
    }
}
