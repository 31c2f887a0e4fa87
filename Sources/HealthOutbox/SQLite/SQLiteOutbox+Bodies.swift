internal import GRDB
public import HealthModel

extension SQLiteOutbox {
    public func storedBody(of id: Identifier) throws -> (any BodySource)? {
        let found: (place: MessageRow.BodyPlace, bytes: [UInt8]?, row: MessageRow)? =
            try ledger.read { db in
                guard let row = try MessageTable.fetch(id, db) else { return nil }
                let bytes = row.bodyPlace == .row ? try RequestRow.bytes(row.row, db) : nil
                return (row.bodyPlace, bytes, row)
            }
        guard let found else { return nil }
        switch found.place {
        case .gone:
            return nil
        case .row:
            return found.bytes
                .flatMap { PackedBody.unpack($0, length: found.row.bodyLength) }
                .map { BytesBody($0) }
        case .blob:
            return try PosixErrors.translated {
                let path = spool.blob(found.row.bodyDigest)
                guard let status = try Posix.statusIfThere(path), status.isFile else { return nil }
                return try FileBody(path: path, length: status.size)
            }
        }
    }

    /// What a message's divider and renderer get to know of it.
    func content(of row: MessageRow) throws -> MessageContent {
        try ledger.read { try RequestRow.fetch(row, $0) }.content(of: row)
    }
}
