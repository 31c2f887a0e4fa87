import Glibc

/// Finds out what an input is by looking at it.
struct ArchiveOpener {
    let limits: ReadLimits
    let salvage: Bool

    func open(_ input: ArchiveInput) throws -> any Archive {
        switch input {
        case .standardInput, .begunStandardInput:
            let rest = StandardInputStream(name: input.name)
            let stream =
                if case .begunStandardInput(let head) = input {
                    PeekedStream(head: head, rest: rest)
                } else { PeekedStream(rest, count: Self.headLength) }
            if let fault = stream.fault { throw fault }
            if stream.head.starts(with: Self.zipMark) {
                throw SourceError(
                    .notAnArchive, file: input.name,
                    problem: "a zip cannot be read from standard input",
                    remedy: "give its path, or pipe the XML: unzip -p export.zip '*/export.xml' | …"
                )
            }
            try checkXML(stream.head, name: input.name)
            return SingleFile(stream, name: input.name, size: nil)
        case .path(let path): return try open(path: path)
        }
    }

    private static let headLength = 64 << 10
    private static let zipMark = Array("PK".utf8)

    private func open(path: String) throws -> any Archive {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { throw ByteFile.openError(path) }
        if status.st_mode & S_IFMT == S_IFDIR { return try FolderArchive(path: path, name: path) }
        let file = try ByteFile(path: path, name: path)
        let head = try file.bytes(at: 0, count: Self.headLength)
        if head.starts(with: Self.zipMark) {
            return try ZipArchive(file, limits: limits, salvage: salvage)
        }
        try checkXML(head, name: path)
        return SingleFile(FileStream(file), name: path, size: file.size)
    }

    private func checkXML(_ head: [UInt8], name: String) throws {
        guard !head.isEmpty else {
            throw SourceError(
                .empty, file: name, problem: "there is not one byte in it",
                remedy: "copy the file again, or make the export again")
        }
        let first = head.first { ![0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf].contains($0) }
        guard first == UInt8(ascii: "<") else {
            throw SourceError(
                .notAnArchive, file: name, position: 0,
                problem: "it is neither a zip nor XML, and neither JSON nor CSV",
                remedy: "give the export.zip of \"Export All Health Data\", its folder or its XML, "
                    + "or the app's own files")
        }
    }
}
