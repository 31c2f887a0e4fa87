import Glibc

/// What an argument of an import is, found out by looking at it and not by its name.
public enum ImportInput: Sendable {
    /// An archive of the Health app: a zip, its folder, or its XML.
    case archive(ArchiveInput)
    /// JSON payloads or CSV files of the app.
    case payload(PayloadInput)

    static let headLength = 64 << 10

    /// Looks at a file, a folder, or standard input (`-`), of which the first bytes are read.
    ///
    /// A folder holds payloads when none of its files is of an archive. What is neither is taken for an
    /// archive, whose reader says what is wrong.
    ///
    /// - Throws: ``SourceError`` when there is no such file or it cannot be read.
    public static func look(at argument: String) throws -> ImportInput {
        if argument == "-" { return try lookAtStandardInput() }
        var status = stat()
        guard unsafe stat(argument, &status) == 0 else { throw ByteFile.openError(argument) }
        if status.st_mode & S_IFMT == S_IFDIR { return try look(atFolder: argument) }
        let file = try ByteFile(path: argument, name: argument)
        let head = try file.bytes(at: 0, count: headLength)
        guard PayloadFormat(head: head, name: argument) != nil, !isZip(head) else {
            return .archive(.path(argument))
        }
        return .payload(
            PayloadInput(
                name: argument, files: [.init(path: argument, name: argument, size: file.size)]))
    }

    /// Whether a file is what a receiver saves beside a body, which is imported with the body.
    public static func isBeside(_ path: String) -> Bool {
        guard let stem = SavedHeaders.stem(of: path) else { return false }
        return [".json", ".csv"].contains { unsafe access(stem + $0, F_OK) == 0 }
    }

    private static func isZip(_ head: [UInt8]) -> Bool {
        head.starts(with: Array("PK".utf8))
    }

    private static func lookAtStandardInput() throws -> ImportInput {
        let name = ArchiveInput.standardInput.name
        let stream = PeekedStream(StandardInputStream(name: name), count: headLength)
        if let fault = stream.fault { throw fault }
        guard PayloadFormat(head: stream.head, name: name) != nil, !isZip(stream.head) else {
            return .archive(.begunStandardInput(head: stream.head))
        }
        return .payload(
            PayloadInput(name: name, files: [.init(path: nil, name: name, head: stream.head)]))
    }

    private static func look(atFolder path: String) throws -> ImportInput {
        let folder = try FolderArchive(path: path, name: path)
        var files: [PayloadInput.File] = []
        var hasPayload = false
        for member in folder.members {
            if let kind = MemberReport.Kind(path: member.path, isFolder: false) {
                guard kind == .junk else { return .archive(.path(path)) }
                continue
            }
            let full = path + "/" + member.name
            // What grows under a hidden name is not whole yet.
            guard member.path.last?.hasPrefix(".") != true, !isBeside(full) else { continue }
            let file = try ByteFile(path: full, name: full)
            let head = try file.bytes(at: 0, count: headLength)
            if MemberReport.Kind(content: head) == .main, head.first != UInt8(ascii: "{") {
                return .archive(.path(path))
            }
            if PayloadFormat(head: head, name: member.name) != nil { hasPayload = true }
            files.append(.init(path: full, name: member.name, size: file.size))
        }
        guard hasPayload else { return .archive(.path(path)) }
        return .payload(PayloadInput(name: path, files: files, isFolder: true))
    }
}
