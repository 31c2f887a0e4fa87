#if canImport(Glibc)
    import Glibc
#endif

/// The regular files of a folder, without what lies in folders below it.
enum FolderListing {
    /// - Returns: Names that ``InboxName`` takes for meant; the oldest first, as of two archives the older must be
    ///   imported before the newer.
    static func files(in folder: String) throws(FileError) -> [InboxWatchlist.Listed] {
        guard let stream = unsafe opendir(folder) else {
            throw FileError("\(folder) cannot be read", code: errno)
        }
        defer { unsafe closedir(stream) }
        var files: [InboxWatchlist.Listed] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(cString: $0)
                }
            }
            guard InboxName.isMeant(name), let stamp = FileStamp.of(folder + "/" + name) else {
                continue
            }
            files.append(.init(name: name, stamp: stamp))
        }
        return files.sorted { ($0.stamp.modified, $0.name) < ($1.stamp.modified, $1.name) }
    }
}
