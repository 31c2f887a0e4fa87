extension ZipMember {
    /// Takes the fixed fields of a directory entry; `nil` when its name is cut.
    init?(
        _ directory: LittleEndian, _ offset: Int, _ nameLength: Int, _ method: UInt16, _ flags: Int,
        _ checksum: UInt32, _ headerOffset: Int64
    ) {
        guard let compressedSize = directory.u32(offset + 20),
            let size = directory.u32(offset + 24),
            offset + 46 + nameLength <= directory.bytes.count
        else { return nil }
        nameBytes = Array(directory.bytes[offset + 46..<offset + 46 + nameLength])
        self.method = Method(method)
        isEncrypted = flags & 1 != 0
        self.checksum = checksum
        (self.size, self.compressedSize, self.headerOffset) = (size, compressedSize, headerOffset)
    }

    /// Replaces the fields that are full by their twins of 8 bytes, in the order in which they stand.
    mutating func readZip64(_ bytes: LittleEndian, _ extra: Range<Int>) {
        let full = Int64(UInt32.max)
        var offset = extra.lowerBound
        while offset + 4 <= extra.upperBound {
            guard let tag = bytes.u16(offset), let length = bytes.u16(offset + 2) else { return }
            let end = min(offset + 4 + length, extra.upperBound)
            var field = offset + 4
            if tag == 1 {
                func take(_ value: inout Int64) {
                    guard value == full, field + 8 <= end else { return }
                    if let wide = bytes.u64(field) { value = wide }
                    field += 8
                }
                take(&size)
                take(&compressedSize)
                take(&headerOffset)
                return
            }
            offset = end
        }
    }
}

extension ZipMember.Method {
    init(_ number: UInt16) {
        switch number {
        case 0: self = .stored
        case 8: self = .deflated
        default: self = .other(number)
        }
    }
}
