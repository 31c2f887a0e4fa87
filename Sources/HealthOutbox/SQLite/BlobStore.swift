internal import GRDB

/// Bodies that are files, under their digests. Source: section 2 of the outbox reference.
enum BlobStore {
    /// Puts a staged body where the database will refer to it; call inside the write transaction, so that no collector
    /// comes between.
    ///
    /// - Returns: The bytes to store as a row, or `nil` when the body is a blob now, durable under its digest.
    static func place(_ body: StagedBody, spool: SpoolFolder) throws -> [UInt8]? {
        switch body.storage {
        case .bytes(let bytes):
            return bytes
        case .file(let file):
            try adopt(file.path, digest: body.digest, spool: spool)
            body.adopted()
            FailPoint.pass(.afterBlob)
            return nil
        case .blob:
            // Adopted by an enqueue that failed later; the collector leaves young orphans alone.
            let path = spool.blob(body.digest)
            guard let status = try Posix.statusIfThere(path), status.isFile,
                status.size == body.length
            else {
                throw OutboxError(
                    .io, "\(path): the staged body is gone; export the range again.")
            }
            try Posix.syncFolder(spool.blobFolder(body.digest))
            return nil
        }
    }

    private static func adopt(_ path: String, digest: [UInt8], spool: SpoolFolder) throws {
        let folder = spool.blobFolder(digest)
        let isNew = try Posix.statusIfThere(folder) == nil
        if isNew { try Posix.makeFolder(folder) }
        // Over one that is there already: same digest, same bytes, and possibly healthier ones.
        try Posix.rename(path, to: spool.blob(digest))
        try Posix.syncFolder(folder)
        if isNew { try Posix.syncFolder(spool.blobs) }
    }

    /// Removes blobs that nobody refers to; call inside a write transaction that removed no reference itself.
    static func sweep(_ digests: [[UInt8]], spool: SpoolFolder, _ db: Database) throws {
        for digest in digests {
            let statement = try db.cachedStatement(
                sql: "SELECT 1 FROM message WHERE body_sha256 = ? AND body_at = 'blob' LIMIT 1")
            guard try Row.fetchOne(statement, arguments: [Blob.value(digest)]) == nil else {
                continue
            }
            try Posix.remove(spool.blob(digest))
        }
    }
}
