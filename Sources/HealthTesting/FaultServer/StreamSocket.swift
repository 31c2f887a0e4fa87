internal import Glibc

/// One TCP connection on loopback, blocking, with bounded waits. Used by one thread, but for ``interrupt()``.
final class StreamSocket: Sendable {
    /// POLLRDHUP, which glibc declares only to those who ask for GNU extensions.
    private static let peerClosed: Int16 = 0x2000

    private let descriptor: Int32

    init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Reads at most the capacity of the buffer; 0 at the end of the stream, or on any error.
    func read(into buffer: inout [UInt8]) -> Int {
        let count = unsafe buffer.withUnsafeMutableBytes { bytes in
            unsafe recv(descriptor, bytes.baseAddress, bytes.count, 0)
        }
        return max(0, count)
    }

    /// - Returns: Whether all bytes were taken by the kernel.
    @discardableResult
    func write(_ text: String) -> Bool { write(Array(text.utf8)) }

    @discardableResult
    func write(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { all in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: all[sent...])
                return unsafe send(
                    descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// Waits for the other side to send something or to go, at most that long.
    ///
    /// - Returns: Whether there are bytes to be read.
    func waitReadable(_ longest: Duration) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&entry, 1, longest.pollMilliseconds) == 1 else { return false }
        var byte: UInt8 = 0
        return unsafe recv(descriptor, &byte, 1, Int32(MSG_PEEK)) == 1
    }

    /// Waits for the other side to close or to break the connection, at most that long.
    ///
    /// - Returns: Whether it did.
    @discardableResult
    func waitGone(_ longest: Duration) -> Bool {
        var entry = pollfd(fd: descriptor, events: StreamSocket.peerClosed, revents: 0)
        return unsafe poll(&entry, 1, longest.pollMilliseconds) == 1
    }

    /// Makes the close that follows send RST.
    func breakOnClose() {
        var option = linger(l_onoff: 1, l_linger: 0)
        unsafe setsockopt(
            descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    /// Ends the sending side.
    func finishWriting() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Ends every wait on it, from any thread.
    func interrupt() { shutdown(descriptor, Int32(SHUT_RDWR)) }
}

extension Duration {
    fileprivate var pollMilliseconds: Int32 {
        Int32(clamping: components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000)
    }
}
