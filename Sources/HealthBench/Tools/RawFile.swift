import Glibc

/// The bare loop that an outbox is measured against: append to a file, wait for the disk.
struct RawFile: ~Copyable {
    struct Failure: Error, CustomStringConvertible {
        let call: String
        let code: Int32

        var description: String { "The bench could not \(call) its file (errno \(code))." }
    }

    private let descriptor: Int32
    private var end: off_t = 0

    init(path: String) throws(Failure) {
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        if descriptor < 0 { throw Failure(call: "open", code: errno) }
    }

    deinit { close(descriptor) }

    mutating func append(_ bytes: [UInt8]) throws(Failure) {
        let count = unsafe bytes.withUnsafeBytes { raw in
            unsafe pwrite(descriptor, raw.baseAddress, raw.count, end)
        }
        guard count == bytes.count else { throw Failure(call: "write", code: errno) }
        guard fdatasync(descriptor) == 0 else { throw Failure(call: "sync", code: errno) }
        end += off_t(count)
    }
}
