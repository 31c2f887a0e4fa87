import Glibc

/// The folder that an archive unpacks to, with the folders inside of it.
final class FolderArchive: Archive {
    let members: [ArchiveMember]
    let bytesTotal: Int64?
    private let path: String
    private let name: String

    /// Deeper folders are not looked into: an archive has two levels.
    private static let depthMax = 8
    /// More files than this is not the folder of an archive.
    private static let filesMax = 1_000_000

    /// - Throws: ``SourceError`` when a folder cannot be listed.
    init(path: String, name: String) throws {
        (self.path, self.name) = (path, name)
        var members: [ArchiveMember] = []
        try Self.list(path, "", Self.depthMax, name, into: &members)
        self.members = members
        bytesTotal = members.reduce(0) { $0 + $1.size }
    }

    func open(_ index: Int) throws -> any ByteStream {
        let member = members[index].name
        return FileStream(try ByteFile(path: path + "/" + member, name: name + "/" + member))
    }

    private static func list(
        _ path: String, _ prefix: String, _ depth: Int, _ name: String,
        into members: inout [ArchiveMember]
    ) throws {
        for entry in try entries(of: path, name) {
            var status = stat()
            let full = path + "/" + entry
            // Links to files are followed, links to folders too, to a limited depth.
            guard unsafe stat(full, &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFDIR {
                if depth > 0 {
                    try list(full, prefix + entry + "/", depth - 1, name, into: &members)
                }
            } else if status.st_mode & S_IFMT == S_IFREG {
                members.append(ArchiveMember(name: prefix + entry, size: Int64(status.st_size)))
            }
            guard members.count <= filesMax else {
                throw SourceError(
                    .limit, file: name, problem: "the folder holds more than \(filesMax) files",
                    remedy: "give the folder that the archive unpacks to, or the zip itself")
            }
        }
    }

    /// The names in a folder, sorted by their bytes, without `.` and `..`.
    private static func entries(of path: String, _ name: String) throws -> [String] {
        guard let folder = unsafe opendir(path) else { throw ByteFile.openError(name) }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let text = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
                unsafe field.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(cString: $0)
                }
            }
            if text != ".", text != ".." { names.append(text) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
