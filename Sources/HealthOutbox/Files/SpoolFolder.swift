#if canImport(Glibc)
    import Glibc
#endif

/// The folder in which the outbox lives: its paths, its permissions, what may not be there.
///
/// Source: sections 2 and 12 of the outbox reference.
struct SpoolFolder: Sendable {
    static let ballastBytes: Int64 = 2 << 20
    let path: String

    init(path: String) {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        self.path = path
    }

    var database: String { path + "/outbox.db" }
    var wal: String { database + "-wal" }
    var blobs: String { path + "/blobs" }
    var temporary: String { path + "/tmp" }
    var quarantine: String { path + "/quarantine" }
    var senderLock: String { path + "/sender.lock" }
    var ballast: String { path + "/.ballast" }

    func blobFolder(_ digest: [UInt8]) -> String {
        blobs + "/" + Hex.text(digest.prefix(1))
    }

    func blob(_ digest: [UInt8]) -> String {
        blobFolder(digest) + "/" + Hex.text(digest)
    }

    func quarantineFolder(of id: Identifier) -> String { quarantine + "/" + id.text }

    /// Whether an outbox was made here.
    func hasDatabase() throws -> Bool {
        try Posix.statusIfThere(database)?.isFile ?? false
    }

    /// Refuses a folder that is not ours or not local; changes nothing.
    func check() throws {
        guard let status = try Posix.statusIfThere(path) else {
            throw OutboxError(
                .noSpool, "\(path): there is no spool here. Look at spool: or --spool.")
        }
        if status.isLink || !status.isFolder {
            throw OutboxError(
                .notPrivate,
                "\(path): the spool has to be a folder, not a link or a file; "
                    + "name the folder itself with spool: or --spool.")
        }
        guard status.owner == geteuid() else {
            throw OutboxError(
                .notPrivate,
                "\(path): the spool belongs to another user (uid \(status.owner)); "
                    + "run hae as that user or use a spool of your own.")
        }
        if let type = FileSystem.type(ofDevice: status.device), FileSystem.isNetwork(type) {
            throw OutboxError(
                .networkFileSystem,
                "\(path): the spool lies on a network file system (\(type)), where its locks do not hold; "
                    + "put it on a local disk.")
        }
    }

    /// Makes what is missing, with modes 0700 and 0600.
    func prepare() throws {
        if try Posix.statusIfThere(path) == nil { try Posix.makeFolder(path) }
        try check()
        try Posix.changeMode(path, 0o700)
        for folder in [blobs, temporary, quarantine] {
            try Posix.makeFolder(folder)
            guard try Posix.status(folder).isFolder else {
                throw OutboxError(
                    .notPrivate, "\(folder): this has to be a folder, not a link; remove it.")
            }
        }
        // SQLite gives -wal and -shm the mode of the database, so that must be right from the start.
        _ = try Posix.open(database, O_RDWR | O_CREAT)
        try Posix.changeMode(database, 0o600)
    }

    var hasBallast: Bool {
        (try? Posix.statusIfThere(ballast))??.size == Self.ballastBytes
    }

    /// Makes the file whose removal gives room for a last few commits; without it things go on.
    func makeBallast() throws {
        if hasBallast { return }
        let file = try Posix.open(ballast, O_RDWR | O_CREAT)
        try file.allocate(Self.ballastBytes)
    }

    func dropBallast() {
        try? Posix.remove(ballast)
    }
}
