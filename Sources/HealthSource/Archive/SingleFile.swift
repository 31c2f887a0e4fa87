/// A bare XML file, or standard input.
///
/// `@unchecked Sendable`: it has one member, and whoever opens that has the stream.
final class SingleFile: Archive, @unchecked Sendable {
    let members: [ArchiveMember]
    let bytesTotal: Int64?
    private let stream: any ByteStream

    /// - Parameter size: `nil` when nobody knows.
    init(_ stream: any ByteStream, name: String, size: Int64?) {
        (self.stream, bytesTotal) = (stream, size)
        members = [ArchiveMember(name: name, size: size ?? 0)]
    }

    /// Gives the one stream there is, which can be read once.
    func open(_ index: Int) -> any ByteStream {
        stream
    }
}
