internal import GRDB

#if canImport(Glibc)
    import Glibc
#endif

/// Damaged bodies, set aside as they were found with the reason beside them.
enum Quarantine {
    struct Reason: Codable {
        var id: String
        var at: Int64
        var expectedSHA256: String
        var expectedBytes: Int64
        var found: String
    }

    static func take(_ row: MessageRow, spool: SpoolFolder, now: Moment, _ db: Database) throws {
        let folder = spool.quarantineFolder(of: row.id)
        try Posix.makeFolder(spool.quarantine)
        try Posix.makeFolder(folder)
        var found = "missing"
        switch row.bodyPlace {
        case .row:
            if let bytes = try RequestRow.bytes(row.row, db) {
                let body = PackedBody.unpack(bytes, length: row.bodyLength)
                try write(body ?? bytes, to: folder + "/body")
                found = "body"
            }
        case .blob:
            if let source = try Posix.openIfThere(spool.blob(row.bodyDigest)) {
                try copy(source, to: folder + "/body")
                found = "body"
            }
        case .gone:
            break
        }
        let reason = Reason(
            id: row.id.text, at: now.milliseconds, expectedSHA256: Hex.text(row.bodyDigest),
            expectedBytes: row.bodyLength, found: found)
        try write(Array(JSONColumn.write(reason).utf8), to: folder + "/reason.json")
        try Posix.syncFolder(folder)
        try Posix.syncFolder(spool.quarantine)
    }

    static func remove(_ id: Identifier, spool: SpoolFolder) throws {
        let folder = spool.quarantineFolder(of: id)
        for name in try Posix.names(in: folder) { try Posix.remove(folder + "/" + name) }
        try Posix.removeFolder(folder)
    }

    private static func write(_ bytes: [UInt8], to path: String) throws {
        let file = try Posix.open(path, O_WRONLY | O_CREAT | O_TRUNC)
        try file.write(bytes.span)
        try file.sync()
    }

    private static func copy(_ source: Descriptor, to path: String) throws {
        let file = try Posix.open(path, O_WRONLY | O_CREAT | O_TRUNC)
        var buffer = [UInt8](repeating: 0, count: BodyDigest.pieceBytes)
        while true {
            var span = buffer.mutableSpan
            let count: Int
            do {
                count = try source.read(into: &span)
            } catch {
                // An unreadable sector ends what can be kept.
                break
            }
            if count == 0 { break }
            try file.write(buffer.span.extracting(0..<count))
        }
        try file.sync()
    }
}
