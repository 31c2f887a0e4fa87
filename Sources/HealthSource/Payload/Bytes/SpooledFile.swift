import Glibc

/// Keeps input that can be read only once in a file without a name, so that it can be read again.
enum SpooledFile {
    private static let pieceBytes = 256 << 10

    /// Reads a stream to its end.
    ///
    /// - Parameters:
    ///   - folder: Where there is room for all of it.
    ///   - name: What errors about the content call it.
    /// - Throws: ``SourceError`` of the stream, or when the disk does not take it.
    static func make(
        of stream: any ByteStream, in folder: String, name: String
    ) throws -> ByteFile {
        let descriptor = try open(in: folder)
        let file = ByteFile(spooled: descriptor, name: name)
        var bytes = [UInt8](repeating: 0, count: pieceBytes)
        while true {
            let got = try stream.read(into: &bytes, at: 0, count: bytes.count)
            guard got > 0 else { break }
            try file.append(bytes, count: got, folder: folder)
        }
        return file
    }

    private static func open(in folder: String) throws -> Int32 {
        var path = Array("\(folder)/.import-XXXXXX\0".utf8CString)
        let descriptor = unsafe path.withUnsafeMutableBufferPointer { buffer in
            // The buffer ends with a NUL, so that it has a first byte.
            unsafe buffer.baseAddress.map { unsafe mkstemp($0) } ?? -1
        }
        guard descriptor >= 0 else { throw ByteFile.openError(folder) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = unsafe path.withUnsafeBufferPointer { buffer in
            unsafe buffer.baseAddress.map { unsafe unlink($0) }
        }
        return descriptor
    }
}
