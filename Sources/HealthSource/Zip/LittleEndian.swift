/// Reads the fixed fields of zip structures; a field outside of the bytes is absent.
struct LittleEndian {
    let bytes: [UInt8]

    func integer(at offset: Int, _ width: Int) -> UInt64? {
        guard offset >= 0, width <= bytes.count, offset <= bytes.count - width else { return nil }
        var value: UInt64 = 0
        for index in (0..<width).reversed() { value = value << 8 | UInt64(bytes[offset + index]) }
        return value
    }

    func u16(_ offset: Int) -> Int? {
        integer(at: offset, 2).map { Int($0) }
    }

    func u32(_ offset: Int) -> Int64? {
        integer(at: offset, 4).map { Int64($0) }
    }

    /// Absent also when it does not fit a signed number, which no real offset does.
    func u64(_ offset: Int) -> Int64? {
        integer(at: offset, 8).flatMap { Int64(exactly: $0) }
    }

    func hasSignature(_ signature: ZipSignature, at offset: Int) -> Bool {
        integer(at: offset, 4) == UInt64(signature.rawValue)
    }
}

/// The marks at the beginning of each structure of a zip.
enum ZipSignature: UInt32 {
    case localHeader = 0x0403_4b50
    case descriptor = 0x0807_4b50
    case directoryEntry = 0x0201_4b50
    case directoryEnd = 0x0605_4b50
    case directoryEnd64 = 0x0606_4b50
    case locator64 = 0x0706_4b50
}
