/// Files that belong together: the members of a zip, the files of a folder, or one file alone.
///
/// Several threads may open members at once; each stream is for one.
protocol Archive: AnyObject, Sendable {
    /// In the order of the archive; the order of a folder is that of the names.
    var members: [ArchiveMember] { get }

    /// What has to be read from disk for all of them; `nil` when nobody knows.
    var bytesTotal: Int64? { get }

    /// Opens the member at that place in ``members``.
    func open(_ index: Int) throws -> any ByteStream
}

struct ArchiveMember {
    /// The path inside the archive.
    var name: String
    /// Uncompressed bytes, as far as the archive tells.
    var size: Int64

    /// The parts of the path.
    var path: [Substring] { name.split(separator: "/", omittingEmptySubsequences: true) }
}
