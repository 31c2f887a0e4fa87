/// A file from its first byte to its last.
final class FileStream: ByteStream {
    private let file: ByteFile
    private(set) var rawBytesRead: Int64 = 0

    init(_ file: ByteFile) {
        self.file = file
    }

    func read(into bytes: inout [UInt8], at index: Int, count: Int) throws -> Int {
        let got = try file.read(into: &bytes, at: index, count: count, offset: rawBytesRead)
        rawBytesRead += Int64(got)
        return got
    }
}
