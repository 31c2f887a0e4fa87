/// Bytes that come one after the other: a file, a member of a zip, standard input.
protocol ByteStream: AnyObject {
    /// Writes up to `count` bytes into `bytes` from `index` on and returns how many; 0 only at the end.
    ///
    /// - Throws: ``SourceError`` with the position at fault. What was returned before is sound as far as it goes.
    func read(into bytes: inout [UInt8], at index: Int, count: Int) throws -> Int

    /// Bytes taken from disk or standard input so far.
    var rawBytesRead: Int64 { get }

    /// At the end: the size that the archive states was right modulo 4 GiB only.
    var sizeWasWrapped: Bool { get }
}

extension ByteStream {
    var sizeWasWrapped: Bool { false }
}
