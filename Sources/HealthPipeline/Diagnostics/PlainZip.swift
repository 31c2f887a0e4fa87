import CZlib

/// A zip archive of a few small files, without compression: anybody can open it.
struct PlainZip {
    private var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count: UInt16 = 0

    /// Adds a file; name and content together have to stay below 4 GiB.
    mutating func add(_ name: String, _ content: [UInt8]) {
        let offset = UInt32(bytes.count)
        var common: [UInt8] = []
        // Version 2.0, names in UTF-8, stored, 1980-01-01 00:00: the archive says when in its own words.
        for number: UInt16 in [20, 0x0800, 0, 0, 0x0021] { common.append(little: number) }
        common.append(little: Self.checksum(content))
        common.append(little: UInt32(content.count))
        common.append(little: UInt32(content.count))
        common.append(little: UInt16(name.utf8.count))
        common.append(little: UInt16(0))
        bytes.append(little: UInt32(0x0403_4b50))
        bytes += common + Array(name.utf8) + content
        directory.append(little: UInt32(0x0201_4b50))
        // Made by Unix, so that the mode counts: 0600.
        directory.append(little: UInt16(0x0314))
        directory += common
        for number: UInt16 in [0, 0, 0] { directory.append(little: number) }
        directory.append(little: UInt32(0o100600) << 16)
        directory.append(little: offset)
        directory += Array(name.utf8)
        count += 1
    }

    /// The whole archive.
    func finished() -> [UInt8] {
        var end: [UInt8] = []
        end.append(little: UInt32(0x0605_4b50))
        for number: UInt16 in [0, 0, count, count] { end.append(little: number) }
        end.append(little: UInt32(directory.count))
        end.append(little: UInt32(bytes.count))
        end.append(little: UInt16(0))
        return bytes + directory + end
    }

    private static func checksum(_ content: [UInt8]) -> UInt32 {
        unsafe content.withUnsafeBufferPointer {
            UInt32(truncatingIfNeeded: unsafe crc32(0, $0.baseAddress, UInt32($0.count)))
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append<Number: FixedWidthInteger>(little number: Number) {
        for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
            append(UInt8(truncatingIfNeeded: number >> Number(shift)))
        }
    }
}
