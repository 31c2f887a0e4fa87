/// Finds the members of a zip whose directory is missing, by walking from one local header to the next.
///
/// As phones leave the compressed size out of local headers, finding the end of a member means inflating it.
struct ZipWalk {
    let file: ByteFile
    let limits: ReadLimits

    /// The members that begin in the file, in order. The last one may be cut; it has no checksum then.
    func members() throws -> [ZipMember] {
        var members: [ZipMember] = []
        var offset: Int64? = 0
        while let start = offset, var member = try header(at: start) {
            offset = try findEnd(of: &member)
            members.append(member)
        }
        return members
    }

    private func header(at offset: Int64) throws -> ZipMember? {
        let header = LittleEndian(bytes: try file.bytes(at: offset, count: 30 + 65_535))
        guard header.hasSignature(.localHeader, at: 0), let flags = header.u16(6),
            let method = header.u16(8), let checksum = header.integer(at: 14, 4),
            let compressedSize = header.u32(18), let size = header.u32(22),
            let nameLength = header.u16(26), let extraLength = header.u16(28),
            30 + nameLength <= header.bytes.count
        else { return nil }
        var member = ZipMember(
            nameBytes: Array(header.bytes[30..<30 + nameLength]), method: .init(UInt16(method)),
            isEncrypted: flags & 1 != 0, checksum: UInt32(checksum), size: size,
            compressedSize: compressedSize, headerOffset: offset,
            dataOffset: offset + Int64(30 + nameLength + extraLength))
        let extra = 30 + nameLength
        member.readZip64(header, extra..<min(extra + extraLength, header.bytes.count))
        // With a descriptor behind the data, what stands here is no size.
        if flags & 8 != 0 { member.compressedSize = 0 }
        return member
    }

    /// Completes the member and returns where the next one begins, or `nil` when the file ends before.
    private func findEnd(of member: inout ZipMember) throws -> Int64? {
        guard let start = member.dataOffset else { return nil }
        if member.compressedSize > 0 || member.method != .deflated {
            let end = start + member.compressedSize
            if end <= file.size { return try isHeader(at: end) ? end : nil }
            cut(&member, at: start)
            return nil
        }
        guard let length = try deflatedLength(from: start) else {
            cut(&member, at: start)
            return nil
        }
        member.compressedSize = length
        return try readDescriptor(of: &member, at: start + length)
    }

    private func cut(_ member: inout ZipMember, at start: Int64) {
        member.compressedSize = max(0, file.size - start)
        member.checksum = nil
    }

    private func isHeader(at offset: Int64) throws -> Bool {
        LittleEndian(bytes: try file.bytes(at: offset, count: 4)).hasSignature(.localHeader, at: 0)
    }

    /// Reads the descriptor, with or without its mark, with sizes of 4 or 8 bytes: what follows it tells.
    private func readDescriptor(of member: inout ZipMember, at end: Int64) throws -> Int64? {
        let bytes = LittleEndian(bytes: try file.bytes(at: end, count: 28))
        let mark = bytes.hasSignature(.descriptor, at: 0) ? 4 : 0
        member.checksum = bytes.integer(at: mark, 4).map { UInt32($0) }
        for width in [4, 8] {
            let next = mark + 4 + 2 * width
            if bytes.hasSignature(.localHeader, at: next) {
                member.size =
                    bytes.integer(at: mark + 4 + width, width).map { Int64(clamping: $0) } ?? 0
                return end + Int64(next)
            }
        }
        member.size = bytes.u32(mark + 8) ?? member.size
        return nil
    }

    /// The compressed length of the stream at `start`, or `nil` when it is broken, does not end, or is a bomb.
    private func deflatedLength(from start: Int64) throws -> Int64? {
        var inflater = Inflater()
        var input = [UInt8](repeating: 0, count: limits.chunk)
        var output = [UInt8](repeating: 0, count: limits.chunk)
        var taken: Int64 = 0
        var inflated: Int64 = 0
        while true {
            let got = try file.read(into: &input, at: 0, count: input.count, offset: start + taken)
            var pending = 0..<got
            repeat {
                let written: Int?
                do {
                    written = try inflater.inflate(
                        input, pending: &pending, into: &output, room: 0..<output.count)
                } catch {
                    return nil
                }
                inflated += Int64(written ?? 0)
                guard
                    inflated <= limits.inflationFreeBytes
                        || inflated / max(taken + Int64(got), 1) <= limits.inflationMax
                else { return nil }
                if inflater.isFinished {
                    return taken + Int64(pending.lowerBound - inflater.bytesTakenTooMany)
                }
                if written == 0 { break }
            } while true
            taken += Int64(got)
            if got == 0 { return nil }
        }
    }
}
