/// The uncompressed bytes of one member, checked on the way: inflation ratio, size, CRC.
final class ZipMemberStream: ByteStream {
    private let file: ByteFile
    private let member: ZipMember
    private let limits: ReadLimits
    private var inflater: Inflater?
    private var input: [UInt8]
    private var pending = 0..<0
    private var checksum = Checksum()
    private var isAtEnd = false
    private(set) var rawBytesRead: Int64 = 0
    private(set) var bytesOut: Int64 = 0
    /// The size in the directory was right modulo 4 GiB only. Known at the end.
    private(set) var sizeWasWrapped = false

    /// - Throws: ``SourceError`` when the member is encrypted, of another method or not where the directory says.
    init(_ member: ZipMember, of file: ByteFile, limits: ReadLimits) throws {
        (self.file, self.member, self.limits) = (file, member, limits)
        // No more than there is, as there are thousands of small members; but something, for what the directory hides.
        let size = max(1, min(Int64(limits.chunk), member.compressedSize))
        input = [UInt8](repeating: 0, count: Int(size))
        guard member.dataOffset != nil else {
            throw SourceError(
                .truncated, file: file.name, member: member.name, position: member.headerOffset,
                problem: "the member does not begin where the directory of the zip says",
                remedy: "copy the file again")
        }
        if member.isEncrypted { throw unsupported("the member is encrypted") }
        switch member.method {
        case .stored: break
        case .deflated: inflater = Inflater()
        case .other(let number): throw unsupported("compression method \(number) is not supported")
        }
    }

    /// Where in the archive the next byte of input lies.
    var position: Int64 { (member.dataOffset ?? 0) + rawBytesRead - Int64(pending.count) }

    func read(into bytes: inout [UInt8], at index: Int, count: Int) throws -> Int {
        guard !isAtEnd, count > 0 else { return 0 }
        let got =
            inflater == nil
            ? try copy(into: &bytes, at: index, count: count)
            : try inflate(into: &bytes, at: index, count: count)
        bytesOut += Int64(got)
        if got > 0 { checksum.add(bytes, index..<index + got) }
        guard
            bytesOut <= limits.inflationFreeBytes
                || bytesOut / max(rawBytesRead, 1) <= limits.inflationMax
        else {
            throw fault(
                .bomb, "it inflates to more than \(limits.inflationMax) times its size",
                "this is no archive of a phone; make the export again")
        }
        if got == 0 {
            isAtEnd = true
            try checkEnd()
        }
        return got
    }

    private func inflate(into bytes: inout [UInt8], at index: Int, count: Int) throws -> Int {
        while true {
            if pending.isEmpty { try fill() }
            let hadInput = !pending.isEmpty
            let got: Int
            do {
                got =
                    try inflater?.inflate(
                        input, pending: &pending, into: &bytes, room: index..<index + count) ?? 0
            } catch {
                throw fault(
                    .brokenStream, "the compressed data are damaged",
                    "copy the file again, or repeat with --salvage to keep what stands before")
            }
            if got > 0 { return got }
            if inflater?.isFinished ?? true { return 0 }
            guard hadInput else {
                throw fault(
                    .truncated, "the data end before the compressed stream does",
                    "copy the file again, or repeat with --salvage to keep what is whole")
            }
        }
    }

    private func copy(into bytes: inout [UInt8], at index: Int, count: Int) throws -> Int {
        let left = member.compressedSize - rawBytesRead
        guard left > 0 else { return 0 }
        let got = try file.read(
            into: &bytes, at: index, count: Int(min(Int64(count), left)), offset: position)
        guard got > 0 else {
            throw fault(
                .truncated, "the file ends inside of the member",
                "copy the file again, or repeat with --salvage to keep what is whole")
        }
        rawBytesRead += Int64(got)
        return got
    }

    private func fill() throws {
        let left = member.compressedSize - rawBytesRead
        let got = try file.read(
            into: &input, at: 0, count: Int(min(Int64(input.count), max(0, left))), offset: position
        )
        pending = 0..<got
        rawBytesRead += Int64(got)
    }

    private func checkEnd() throws {
        guard let stated = member.checksum else { return }
        if bytesOut != member.size {
            guard (bytesOut - member.size) % (1 << 32) == 0 else {
                throw fault(
                    .wrongSize,
                    "the member has \(bytesOut) bytes and the directory says \(member.size)",
                    "copy the file again, or repeat with --salvage to keep what is whole")
            }
            sizeWasWrapped = true
        }
        guard checksum.value == stated else {
            throw fault(
                .checksum, "the data do not match their checksum",
                "copy the file again, or repeat with --salvage to keep them all the same")
        }
    }

    private func fault(
        _ code: SourceError.Code, _ problem: String, _ remedy: String
    ) -> SourceError {
        SourceError(
            code, file: file.name, member: member.name, position: position, problem: problem,
            remedy: remedy)
    }

    private func unsupported(_ problem: String) -> SourceError {
        SourceError(
            .unsupported, file: file.name, member: member.name, problem: problem,
            remedy: "unpack the archive and import the folder")
    }
}
