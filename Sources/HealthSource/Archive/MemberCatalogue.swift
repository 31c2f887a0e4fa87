/// The members of an archive, sorted by what they are, with the main one among them.
struct MemberCatalogue {
    /// One for each member, in the order of the archive.
    private(set) var kinds: [MemberReport.Kind] = []
    /// The main XML.
    private(set) var main = 0
    /// Its stream, whose first bytes have been looked at.
    private(set) var mainStream: any ByteStream
    /// Members that could not be looked into, and why.
    private(set) var faults: [(member: Int, error: SourceError)] = []

    /// The reference asks for 16 KiB; the root of a v14 file stands at byte 7,397.
    static let headLength = 64 << 10

    /// - Throws: ``SourceError`` when there is no main XML, or more than one and none is chosen.
    init(of archive: any Archive, name: String, mainMember: String?) throws {
        var candidates: [(member: Int, stream: any ByteStream)] = []
        for (index, member) in archive.members.enumerated() {
            let isFolder = member.name.utf8.last == UInt8(ascii: "/")
            if let kind = MemberReport.Kind(path: member.path, isFolder: isFolder) {
                kinds.append(kind)
                continue
            }
            do {
                let stream = PeekedStream(try archive.open(index), count: Self.headLength)
                let kind = MemberReport.Kind(content: stream.head)
                if kind == .main { candidates.append((index, stream)) }
                if kind != .main, let fault = stream.fault { throw fault }
                kinds.append(kind)
            } catch let error as SourceError {
                if error.code == .io || error.code == .bomb { throw error }
                kinds.append(.unknown)
                faults.append((index, error))
            }
        }
        if let mainMember {
            candidates = candidates.filter { archive.members[$0.member].name == mainMember }
        }
        guard let chosen = candidates.first else {
            throw Self.noMain(archive.members, kinds, faults.first?.error, name, mainMember)
        }
        guard candidates.count == 1 else {
            let names = candidates.map { "\"\(archive.members[$0.member].name)\"" }
            throw SourceError(
                .severalMainFiles, file: name,
                problem: "\(candidates.count) files in it hold Health data: "
                    + names.joined(separator: ", "),
                remedy: "choose one with --main")
        }
        (main, mainStream) = (chosen.member, chosen.stream)
    }

    private static func noMain(
        _ members: [ArchiveMember], _ kinds: [MemberReport.Kind], _ fault: SourceError?,
        _ name: String, _ mainMember: String?
    ) -> SourceError {
        let listed = zip(members, kinds).filter { $1 != .junk }.map { "\"\($0.0.name)\"" }
        let list =
            listed.isEmpty
            ? "it has no files"
            : "it has " + listed.prefix(10).joined(separator: ", ")
                + (listed.count > 10 ? " and \(listed.count - 10) more" : "")
        if let mainMember {
            return SourceError(
                .noSuchMember, file: name,
                problem: "no Health data under the name \"\(mainMember)\"; \(list)",
                remedy: "give --main one of these names")
        }
        if let fault { return fault }
        if members.count == 1, members[0].name == name {
            return SourceError(
                .noHealthData, file: name, problem: "there is no <HealthData> at its beginning",
                remedy: "give the export.zip of \"Export All Health Data\", its folder or its XML")
        }
        return SourceError(
            .noHealthData, file: name, problem: "no file in it holds Health data; \(list)",
            remedy: "give the export.zip of \"Export All Health Data\"")
    }
}
