#if canImport(Glibc)
    import Glibc
#endif

/// Writes a small file so that a reader sees the old or the new one, and never half of it.
enum FileReplacement {
    /// - Parameter mode: Exactly, whatever the mask says.
    /// - Throws: `FileError` when the folder, the disk or the rights do not allow it; the old file is still there.
    static func write(_ bytes: [UInt8], to path: String, mode: mode_t) throws(FileError) {
        let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        let draft = path[..<slash] + "." + path[slash...] + ".hae"
        let descriptor = unsafe open(
            String(draft), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode)
        guard descriptor >= 0 else { throw FileError("\(path) cannot be written", code: errno) }
        defer { close(descriptor) }
        let count = unsafe bytes.withUnsafeBytes {
            unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
        }
        guard count == bytes.count, fchmod(descriptor, mode) == 0,
            unsafe rename(String(draft), path) == 0
        else {
            let code = count >= 0 && count < bytes.count ? ENOSPC : errno
            unsafe unlink(String(draft))
            throw FileError("\(path) cannot be written", code: code)
        }
    }

    /// A small file whole; `nil` when it is not there, cannot be read, or is longer than that.
    static func read(_ path: String, bytesMax: Int) -> [UInt8]? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: bytesMax + 1)
        let count = unsafe bytes.withUnsafeMutableBytes {
            unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
        }
        guard count >= 0, count <= bytesMax else { return nil }
        return Array(bytes[..<count])
    }
}
