extension ZipDirectory {
    /// Where the directory lies and how many members it lists.
    struct End {
        var start: Int64
        var size: Int64
        /// Modulo 65536 without ZIP64.
        var count: Int
    }

    /// Finds the record that ends the zip, behind which only a comment may stand.
    func findEnd() throws -> End? {
        let tailLength = Int(min(file.size, 22 + 65_535))
        let tailStart = file.size - Int64(tailLength)
        let tail = LittleEndian(bytes: try file.bytes(at: tailStart, count: tailLength))
        var offset = tail.bytes.count - 22
        while offset >= 0 {
            if tail.hasSignature(.directoryEnd, at: offset),
                let end = try end(of: tail, at: offset, position: tailStart + Int64(offset))
            {
                return end
            }
            offset -= 1
        }
        return nil
    }

    /// Reads the end record at `offset`; `nil` when no directory lies before it, so that it was something else.
    private func end(of tail: LittleEndian, at offset: Int, position: Int64) throws -> End? {
        guard let count = tail.u16(offset + 10), let size = tail.u32(offset + 12),
            let start = tail.u32(offset + 16)
        else { return nil }
        if let end = try end64(before: position) { return end }
        // The directory ends where the end record begins; the stated start may be wrapped, or counted from
        // behind something that was put before the zip.
        for candidate in [position - size, start] {
            let end = End(start: candidate, size: size, count: count)
            if try isDirectory(end, before: position) { return end }
        }
        return nil
    }

    private func end64(before position: Int64) throws -> End? {
        let locator = LittleEndian(bytes: try file.bytes(at: max(0, position - 20), count: 20))
        guard locator.hasSignature(.locator64, at: 0), let stated = locator.u64(8) else {
            return nil
        }
        for candidate in [stated, position - 20 - 56] where candidate >= 0 {
            let record = LittleEndian(bytes: try file.bytes(at: candidate, count: 56))
            guard record.hasSignature(.directoryEnd64, at: 0), let count = record.u64(32),
                let size = record.u64(40), let start = record.u64(48)
            else { continue }
            let end = End(start: start, size: size, count: Int(count & 0xffff))
            if try isDirectory(end, before: candidate) { return end }
        }
        return nil
    }

    private func isDirectory(_ end: End, before position: Int64) throws -> Bool {
        guard end.start >= 0, end.size >= 0, end.start <= position - end.size else { return false }
        if end.size == 0 { return end.count == 0 }
        let first = LittleEndian(bytes: try file.bytes(at: end.start, count: 4))
        return first.hasSignature(.directoryEntry, at: 0)
    }
}
