import Glibc

/// Standard input, or whatever else stands behind a descriptor that cannot seek. Does not close it.
final class StandardInputStream: ByteStream {
    private let descriptor: Int32
    private let name: String
    private(set) var rawBytesRead: Int64 = 0

    init(descriptor: Int32 = STDIN_FILENO, name: String) {
        (self.descriptor, self.name) = (descriptor, name)
    }

    func read(into bytes: inout [UInt8], at index: Int, count: Int) throws -> Int {
        precondition(index >= 0 && count >= 0 && index + count <= bytes.count)
        while true {
            let got = unsafe bytes.withUnsafeMutableBytes { buffer in
                // The range was checked above.
                unsafe Glibc.read(descriptor, buffer.baseAddress.map { unsafe $0 + index }, count)
            }
            if got >= 0 {
                rawBytesRead += Int64(got)
                return got
            }
            if errno != EINTR { throw ByteFile.readError(name) }
        }
    }
}
