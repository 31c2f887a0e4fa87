#if canImport(Glibc)
    import Glibc
#endif

/// Tells systemd how the daemon is doing: one datagram a message to the socket that it names, without its library.
///
/// Does nothing where nobody asked for it. Source: sd_notify(3).
public struct ServiceManager: Sendable {
    /// A path, or a name in the abstract name space with `@` in front.
    private let socketName: String?
    /// Half of the time after which systemd takes a silent service for dead; `nil`: it does not watch.
    public let watchdogSeconds: Double?

    /// - Parameter environment: `NOTIFY_SOCKET`, `WATCHDOG_USEC` and `WATCHDOG_PID`, as systemd sets them.
    public init(environment: [String: String]) {
        socketName = environment["NOTIFY_SOCKET"].flatMap { $0.isEmpty ? nil : $0 }
        let isForUs = environment["WATCHDOG_PID"].map { $0 == String(getpid()) } ?? true
        let microseconds = environment["WATCHDOG_USEC"].flatMap { Double($0) } ?? 0
        watchdogSeconds =
            isForUs && microseconds > 0 ? max(microseconds / 1_000_000 / 2, 0.5) : nil
    }

    public func ready(_ status: String) { send("READY=1\nSTATUS=\(Self.line(status))") }

    /// To be followed by ``ready(_:)``.
    public func reloading() {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        let microseconds = Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
        send("RELOADING=1\nMONOTONIC_USEC=\(microseconds)")
    }

    public func stopping() { send("STOPPING=1") }

    public func isAlive() { send("WATCHDOG=1") }

    public func status(_ text: String) { send("STATUS=\(Self.line(text))") }

    private static func line(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 })
    }

    /// A message that cannot be sent is no reason to stop working.
    private func send(_ message: String) {
        guard let socketName, var address = Self.address(socketName) else { return }
        let descriptor = socket(
            AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        // In the abstract name space the length decides where the name ends.
        let length = MemoryLayout<sa_family_t>.size + socketName.utf8.count
        let bytes = Array(message.utf8)
        unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
                _ = unsafe sendto(
                    descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), name,
                    socklen_t(length))
            }
        }
    }

    /// `nil` when the name is none: neither a path nor abstract, or too long for a socket.
    private static func address(_ name: String) -> sockaddr_un? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(name.utf8)
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard let first = bytes.first, bytes.count < room else { return nil }
        switch first {
        case UInt8(ascii: "/"): break
        case UInt8(ascii: "@"): bytes[0] = 0
        default: return nil
        }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        return address
    }
}
