internal import Glibc

/// A listener on one of the loopback addresses 127.0.0.1 … 127.0.0.255, on a port that the system chooses.
final class ListeningSocket: Sendable {
    struct SystemError: Error {
        let call: String
        let code: Int32
    }

    private let descriptor: Int32
    let port: Int

    init(lastByte: UInt8) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw SystemError(call: "socket", code: errno) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7f00_0000 | UInt32(lastByte)).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                unsafe bind(descriptor, generic, size) == 0 && listen(descriptor, 64) == 0
                    && getsockname(descriptor, generic, &size) == 0
            }
        }
        self.descriptor = descriptor
        port = Int(UInt16(bigEndian: address.sin_port))
        guard isBound else {
            let code = errno
            throw SystemError(call: "bind", code: code)
        }
    }

    deinit { close(descriptor) }

    /// Waits for the next connection; `nil` once interrupted.
    func accept() -> StreamSocket? {
        let connection = Glibc.accept(descriptor, nil, nil)
        return connection < 0 ? nil : StreamSocket(descriptor: connection)
    }

    func interrupt() { shutdown(descriptor, Int32(SHUT_RDWR)) }
}
