import Glibc
import Testing

/// A datagram socket with a path, on which a test hears what a service tells its manager.
final class DatagramEar {
    private let descriptor: Int32
    /// Heard and not asked for yet, oldest first.
    private var waiting: [String] = []

    init(path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        try #require(bytes.count < MemoryLayout.size(ofValue: address.sun_path))
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, length)
            }
        }
        try #require(result == 0)
    }

    deinit {
        close(descriptor)
    }

    /// Whether a message with these words has come; it and all before it are forgotten then.
    func hears(_ words: String) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = unsafe recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT)),
            count > 0
        {
            waiting.append(String(decoding: buffer[..<count], as: UTF8.self))
        }
        guard let index = waiting.firstIndex(where: { $0.contains(words) }) else { return false }
        waiting.removeFirst(index + 1)
        return true
    }
}
