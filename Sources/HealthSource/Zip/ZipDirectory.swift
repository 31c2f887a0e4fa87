/// Reads the directory at the end of a zip, with ZIP64, and with the wrapped fields of archives that needed it and lack it.
///
/// Sizes and positions come from here and never from local headers, which phones fill in part only. Source: section 2.2 of
/// the archive reference; PKWARE's APPNOTE for the layout.
struct ZipDirectory {
    let file: ByteFile
    let limits: ReadLimits

    /// The members in the order of the directory, or `nil` when the file has no directory.
    ///
    /// - Throws: ``SourceError`` when there is one and it cannot be read, or members lie over each other.
    func members() throws -> [ZipMember]? {
        guard let end = try findEnd() else { return nil }
        guard end.size <= limits.directoryMax else {
            throw SourceError(
                .limit, file: file.name, position: end.start,
                problem: "the directory of the zip takes more than \(limits.directoryMax) bytes",
                remedy: "unpack it and import the folder")
        }
        let directory = LittleEndian(bytes: try file.bytes(at: end.start, count: Int(end.size)))
        var members: [ZipMember] = []
        var offset = 0
        while offset < directory.bytes.count {
            guard let member = entry(of: directory, at: &offset) else {
                throw cut(after: members.last, at: end.start + Int64(offset))
            }
            members.append(member)
        }
        guard members.count & 0xffff == end.count & 0xffff else {
            throw cut(after: members.last, at: end.start + Int64(offset))
        }
        try locate(&members, directoryStart: end.start)
        return members
    }

    private func cut(after last: ZipMember?, at position: Int64) -> SourceError {
        SourceError(
            .truncated, file: file.name, position: position,
            problem: "the directory of the zip is damaged; "
                + (last.map { "the last good member is \"\($0.name)\"" }
                    ?? "not one member can be read"),
            remedy: "copy the file again, or repeat with --salvage to keep what is whole")
    }

    /// Reads the entry at `offset` and moves behind it; `nil` when there is none.
    private func entry(of directory: LittleEndian, at offset: inout Int) -> ZipMember? {
        guard directory.hasSignature(.directoryEntry, at: offset),
            let flags = directory.u16(offset + 8), let method = directory.u16(offset + 10),
            let checksum = directory.integer(at: offset + 16, 4),
            let nameLength = directory.u16(offset + 28),
            let extraLength = directory.u16(offset + 30),
            let commentLength = directory.u16(offset + 32),
            let headerOffset = directory.u32(offset + 42),
            var member = ZipMember(
                directory, offset, nameLength, UInt16(method), flags, UInt32(checksum), headerOffset
            )
        else { return nil }
        let extra = offset + 46 + nameLength
        guard extra + extraLength + commentLength <= directory.bytes.count else { return nil }
        member.readZip64(directory, extra..<extra + extraLength)
        offset = extra + extraLength + commentLength
        return member
    }

    /// Finds the data of every member, and refuses members that share bytes: so zip bombs are built.
    private func locate(_ members: inout [ZipMember], directoryStart: Int64) throws {
        let order = members.indices.sorted {
            members[$0].headerOffset < members[$1].headerOffset
        }
        let wrap = Int64(1) << 32
        for index in members.indices {
            // Offsets of archives over 4 GiB without ZIP64 are given modulo 2³².
            var offset = members[index].headerOffset
            while offset < directoryStart {
                if let start = try dataStart(at: offset, name: members[index].nameBytes) {
                    (members[index].headerOffset, members[index].dataOffset) = (offset, start)
                    break
                }
                offset += wrap
            }
        }
        let located =
            (directoryStart < wrap
            ? order
            : order.sorted {
                members[$0].headerOffset < members[$1].headerOffset
            }).filter { members[$0].dataOffset != nil }
        for (place, index) in located.enumerated() {
            let isLast = place + 1 == located.count
            let next = isLast ? directoryStart : members[located[place + 1]].headerOffset
            guard let end = members[index].dataEnd, end <= next else {
                throw SourceError(
                    .overlap, file: file.name, member: members[index].name,
                    position: members[index].headerOffset,
                    problem: "its bytes overlap those of another member, as in a zip bomb",
                    remedy: "make the archive again on the phone")
            }
            // A compressed size of over 4 GiB is given modulo 2³² too.
            members[index].compressedSize += (next - end) / wrap * wrap
        }
    }

    /// Where the data behind the local header at `offset` begin, or `nil` when no header of that member is there.
    private func dataStart(at offset: Int64, name: [UInt8]) throws -> Int64? {
        let header = LittleEndian(bytes: try file.bytes(at: offset, count: 30 + name.count))
        guard header.hasSignature(.localHeader, at: 0), let nameLength = header.u16(26),
            let extraLength = header.u16(28), nameLength == name.count,
            header.bytes.count == 30 + nameLength, Array(header.bytes[30...]) == name
        else { return nil }
        return offset + Int64(30 + nameLength + extraLength)
    }
}
