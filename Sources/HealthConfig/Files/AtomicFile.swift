import Foundation
import Glibc
import HealthModel

/// Writes whole files in one step: whoever looks sees the old one or the new one, after a crash too.
public struct AtomicFile {
    /// Absolute, links followed.
    let path: String

    /// - Parameter path: Absolute. A link is followed, so that it stays a link.
    init(_ path: String) {
        self.path = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
    }

    /// Replaces the file, which keeps its owner and its rights; a new one belongs to its owner alone.
    ///
    /// - Parameter check: Called when everything but the last step is done.
    /// - Throws: ``FileWriteError``; what `check` throws. The file is as it was then.
    func write(_ bytes: [UInt8], check: () throws -> Void = {}) throws {
        let temporary = path + ".new-\(getpid())"
        var status = stat()
        let exists = unsafe stat(path, &status) == 0
        let mode = exists ? status.st_mode & 0o7777 : 0o600
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileWriteError(path: path, code: errno) }
        do {
            defer { close(descriptor) }
            try Self.write(bytes, to: descriptor, path: path)
            // Another group is not always to be had; another owner is what a daemon's file needs.
            if exists, fchown(descriptor, status.st_uid, status.st_gid) != 0,
                status.st_uid != geteuid()
            {
                throw FileWriteError(path: path, code: errno)
            }
            try require(fchmod(descriptor, mode))
            try require(fsync(descriptor))
            try check()
            try unsafe require(rename(temporary, path))
        } catch {
            unsafe unlink(temporary)
            throw error
        }
        Self.syncFolder(of: path)
    }

    /// Makes a file with mode 0600 in a folder that is made with 0700 when it is not there.
    ///
    /// - Throws: ``FileWriteError``, also when there is such a file already.
    static func createSecret(_ bytes: [UInt8], at path: String) throws {
        let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
        if unsafe mkdir(folder, 0o700) != 0, errno != EEXIST {
            throw FileWriteError(path: folder, code: errno)
        }
        try create(bytes, at: path)
    }

    /// Makes a file that only its owner may read and write.
    ///
    /// - Throws: ``FileWriteError``, also when there is such a file already, which is left alone then.
    public static func create(_ bytes: [UInt8], at path: String) throws {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileWriteError(path: path, code: errno) }
        do {
            defer { close(descriptor) }
            try write(bytes, to: descriptor, path: path)
            guard fsync(descriptor) == 0 else { throw FileWriteError(path: path, code: errno) }
        } catch {
            unsafe unlink(path)
            throw error
        }
        syncFolder(of: path)
    }

    private func require(_ result: Int32) throws {
        guard result == 0 else { throw FileWriteError(path: path, code: errno) }
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw FileWriteError(path: path, code: errno) }
            rest = rest.dropFirst(count)
        }
    }

    /// Not every file system can; what was written is there all the same.
    private static func syncFolder(of path: String) {
        let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
