/// Builds zips in memory, in the ways that phones and other programs write them, and in broken ways.
struct TestZip {
    enum Style {
        /// As iOS 12 wrote it: no CRC and compressed size in the local header, a descriptor behind the data.
        case phone
        /// Sizes in the local header, no descriptor.
        case plain
        /// Like ``phone``, the descriptor without its mark.
        case bareDescriptor
        /// All sizes and offsets in ZIP64 fields.
        case zip64
    }

    struct Member {
        var name: [UInt8]
        var bytes: [UInt8]
        var isStored: Bool
        var style: Style
        /// Replaces the CRC in the directory.
        var checksum: UInt32?
        /// Added to the uncompressed size in the directory.
        var sizeError: Int64 = 0
        /// Replaces the compressed bytes.
        var compressed: [UInt8]?
        var flags: UInt16 = 0
        var method: UInt16?
    }

    var members: [Member] = []
    /// Members of the directory that point to the bytes of the one with this index.
    var aliases: [Int] = []

    mutating func add(
        _ name: String, _ bytes: [UInt8], stored: Bool = false, style: Style = .phone
    ) {
        members.append(
            Member(name: Array(name.utf8), bytes: bytes, isStored: stored, style: style))
    }

    mutating func add(_ name: String, _ text: String, stored: Bool = false, style: Style = .phone) {
        add(name, Array(text.utf8), stored: stored, style: style)
    }

    var bytes: [UInt8] {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        var offsets: [(UInt64, UInt64)] = []
        for member in members {
            let data =
                member.compressed ?? (member.isStored ? member.bytes : Self.deflate(member.bytes))
            let offset = UInt64(archive.count)
            archive += Self.local(member, data)
            offsets.append((offset, UInt64(data.count)))
        }
        for (member, offset) in zip(members, offsets) {
            directory += Self.entry(member, compressed: offset.1, at: offset.0)
        }
        for alias in aliases {
            directory += Self.entry(
                members[alias], compressed: offsets[alias].1, at: offsets[alias].0)
        }
        let start = archive.count
        archive += directory
        let count = members.count + aliases.count
        if members.contains(where: { $0.style == .zip64 }) {
            let record = archive.count
            archive += le(0x0606_4b50, 4) + le(44, 8) + le(45, 2) + le(45, 2) + le(0, 4) + le(0, 4)
            archive += le(count, 8) + le(count, 8) + le(directory.count, 8) + le(start, 8)
            archive += le(0x0706_4b50, 4) + le(0, 4) + le(record, 8) + le(1, 4)
            archive += le(0x0605_4b50, 4) + le(0, 4) + le(0xffff, 2) + le(0xffff, 2)
            archive += le(0xffff_ffff, 4) + le(0xffff_ffff, 4) + le(0, 2)
        } else {
            archive += le(0x0605_4b50, 4) + le(0, 4) + le(count, 2) + le(count, 2)
            archive += le(directory.count, 4) + le(start, 4) + le(0, 2)
        }
        return archive
    }

    private static func local(_ member: Member, _ data: [UInt8]) -> [UInt8] {
        let hasDescriptor = member.style == .phone || member.style == .bareDescriptor
        let checksum = hasDescriptor ? 0 : Int(crc(member.bytes))
        let is64 = member.style == .zip64
        let extra =
            is64 ? le(1, 2) + le(16, 2) + le(member.bytes.count, 8) + le(data.count, 8) : []
        var bytes = le(0x0403_4b50, 4) + le(20, 2)
        bytes += le(Int(member.flags) | (hasDescriptor ? 8 : 0), 2) + le(method(member), 2)
        bytes += le(0, 4) + le(checksum, 4)
        bytes += is64 ? le(0xffff_ffff, 4) : le(hasDescriptor ? 0 : data.count, 4)
        bytes += is64 ? le(0xffff_ffff, 4) : le(member.bytes.count, 4)
        bytes += le(member.name.count, 2) + le(extra.count, 2) + member.name + extra + data
        if hasDescriptor {
            if member.style == .phone { bytes += le(0x0807_4b50, 4) }
            bytes += le(Int(crc(member.bytes)), 4) + le(data.count, 4) + le(member.bytes.count, 4)
        }
        return bytes
    }

    private static func entry(_ member: Member, compressed: UInt64, at offset: UInt64) -> [UInt8] {
        let is64 = member.style == .zip64
        let size = Int(Int64(member.bytes.count) + member.sizeError)
        let extra =
            is64
            ? le(0x5455, 2) + le(1, 2) + [0] + le(1, 2) + le(24, 2) + le(size, 8)
                + le(Int(compressed), 8) + le(Int(offset), 8) : []
        var bytes = le(0x0201_4b50, 4) + le(20, 2) + le(20, 2)
        bytes += le(Int(member.flags) | (is64 || member.style == .plain ? 0 : 8), 2)
        bytes += le(method(member), 2) + le(0, 4) + le(Int(member.checksum ?? crc(member.bytes)), 4)
        bytes += is64 ? le(0xffff_ffff, 4) : le(Int(compressed), 4)
        bytes += is64 ? le(0xffff_ffff, 4) : le(size & 0xffff_ffff, 4)
        bytes += le(member.name.count, 2) + le(extra.count, 2) + le(0, 2) + le(0, 2) + le(0, 2)
        bytes += le(0, 4) + (is64 ? le(0xffff_ffff, 4) : le(Int(offset), 4))
        return bytes + member.name + extra
    }

    private static func method(_ member: Member) -> Int {
        Int(member.method ?? (member.isStored ? 0 : 8))
    }
}

/// Little-endian bytes of a field.
func le(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
}
