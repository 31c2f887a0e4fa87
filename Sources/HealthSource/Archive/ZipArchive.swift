/// A zip, whole or cut.
///
/// `@unchecked Sendable`: its file is only read, each time at a stated place.
final class ZipArchive: Archive, @unchecked Sendable {
    let members: [ArchiveMember]
    let bytesTotal: Int64?
    private let file: ByteFile
    private let limits: ReadLimits
    private let entries: [ZipMember]

    /// - Parameter salvage: Go without a directory when there is none.
    /// - Throws: ``SourceError`` when the file is no zip, or is cut and nothing is to be salvaged.
    init(_ file: ByteFile, limits: ReadLimits, salvage: Bool) throws {
        (self.file, self.limits, bytesTotal) = (file, limits, file.size)
        entries = try Self.entries(of: file, limits, salvage)
        members = entries.map { ArchiveMember(name: $0.name, size: $0.size) }
    }

    func open(_ index: Int) throws -> any ByteStream {
        try ZipMemberStream(entries[index], of: file, limits: limits)
    }

    private static func entries(
        of file: ByteFile, _ limits: ReadLimits, _ salvage: Bool
    ) throws -> [ZipMember] {
        var fault: SourceError?
        do {
            if let entries = try ZipDirectory(file: file, limits: limits).members() {
                return entries
            }
        } catch let error as SourceError where salvage && error.isSalvageable {
            fault = error
        }
        let found = try ZipWalk(file: file, limits: limits).members()
        if salvage, !found.isEmpty { return found }
        if let fault { throw fault }
        let whole = found.last { $0.checksum != nil }
        throw SourceError(
            .truncated, file: file.name, position: file.size,
            problem: "the zip ends before its directory; "
                + (whole.map { "the last whole member is \"\($0.name)\"" }
                    ?? "no member is whole"),
            remedy: "copy the file again, or repeat with --salvage to keep what is whole")
    }
}
