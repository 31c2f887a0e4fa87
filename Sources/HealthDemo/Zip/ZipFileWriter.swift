/// Writes a zip file as iOS does: deflated members with data descriptors, no CRC and no compressed size
/// in the local header, but the uncompressed size; ASCII names; no directory entries; no ZIP64.
///
/// Sizes and offsets above 4 GiB wrap modulo 2^32, as Apple's archiver lets them.
struct ZipFileWriter: ~Copyable {
    private struct Entry {
        let name: String
        let offset: Int
        var checksum: UInt32 = 0
        var compressed = 0
        var uncompressed = 0
    }

    private var output: FileOutput
    private var entries: [Entry] = []
    private let level: Int
    /// MS-DOS date and time of all members.
    private let stamp: UInt32

    /// - Parameter stamp: Date in the upper half, time in the lower, as MS-DOS has them.
    init(path: String, level: Int, stamp: UInt32) throws {
        output = try FileOutput(path: path)
        self.level = level
        self.stamp = stamp
    }

    var position: Int { output.position }

    /// Adds a member whose content comes in pieces.
    mutating func add(
        _ name: String, content: (_ write: ([UInt8]) throws -> Void) throws -> Void
    ) throws {
        var entry = Entry(name: name, offset: output.position)
        try output.write(localHeader(of: entry))
        let start = output.position
        var deflater = try Deflater(level: level)
        try content { piece in
            try deflater.write(piece) { try output.write(Array($0)) }
        }
        try deflater.finish { try output.write(Array($0)) }
        entry.compressed = output.position - start
        entry.uncompressed = deflater.bytesIn
        entry.checksum = deflater.checksum
        var descriptor: [UInt8] = []
        append(0x0807_4B50, to: &descriptor)
        appendSizes(of: entry, to: &descriptor)
        try output.write(descriptor)
        var size: [UInt8] = []
        append(UInt32(truncatingIfNeeded: entry.uncompressed), to: &size)
        try output.write(size, at: entry.offset + 22)
        entries.append(entry)
    }

    /// Adds a member that is at hand.
    mutating func add(_ name: String, _ bytes: [UInt8]) throws {
        try add(name) { write in try write(bytes) }
    }

    /// Writes the central directory; nothing may follow.
    mutating func finish() throws {
        let start = output.position
        for entry in entries { try output.write(centralHeader(of: entry)) }
        var end: [UInt8] = []
        let length = output.position - start
        append(0x0605_4B50, to: &end)
        append(0, to: &end)
        append(halves: entries.count, entries.count, to: &end)
        append(UInt32(truncatingIfNeeded: length), to: &end)
        append(UInt32(truncatingIfNeeded: start), to: &end)
        end += [0, 0]
        try output.write(end)
    }

    private func localHeader(of entry: Entry) -> [UInt8] {
        var header: [UInt8] = []
        append(0x0403_4B50, to: &header)
        append(halves: 20, 8, to: &header)
        append(halves: 8, Int(stamp & 0xFFFF), to: &header)
        append(halves: Int(stamp >> 16), 0, to: &header)
        header += [UInt8](repeating: 0, count: 10)
        append(halves: entry.name.utf8.count, 0, to: &header)
        return header + entry.name.utf8
    }

    private func centralHeader(of entry: Entry) -> [UInt8] {
        var header: [UInt8] = []
        append(0x0201_4B50, to: &header)
        // Made by Unix, version 2.0.
        append(halves: 0x0314, 20, to: &header)
        append(halves: 8, 8, to: &header)
        append(stamp, to: &header)
        appendSizes(of: entry, to: &header)
        append(halves: entry.name.utf8.count, 0, to: &header)
        append(halves: 0, 0, to: &header)
        append(halves: 0, 0, to: &header)
        append(halves: 0x81A4, to: &header)
        append(UInt32(truncatingIfNeeded: entry.offset), to: &header)
        return header + entry.name.utf8
    }

    private func appendSizes(of entry: Entry, to bytes: inout [UInt8]) {
        append(entry.checksum, to: &bytes)
        append(UInt32(truncatingIfNeeded: entry.compressed), to: &bytes)
        append(UInt32(truncatingIfNeeded: entry.uncompressed), to: &bytes)
    }

    private func append(_ word: UInt32, to bytes: inout [UInt8]) {
        for shift in [0, 8, 16, 24] as [UInt32] {
            bytes.append(UInt8(truncatingIfNeeded: word >> shift))
        }
    }

    private func append(halves: Int..., to bytes: inout [UInt8]) {
        for half in halves {
            bytes.append(UInt8(truncatingIfNeeded: half))
            bytes.append(UInt8(truncatingIfNeeded: half >> 8))
        }
    }
}
