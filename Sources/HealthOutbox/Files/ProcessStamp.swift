#if canImport(Glibc)
    import Glibc
#endif

/// What tells one process from every other on this machine: pid, boot and start time.
enum ProcessStamp {
    static let bootID = readBootID()

    /// Of this process; stored with the run it works on.
    static let own = stamp(of: getpid()) ?? "\(getpid())"

    /// Whether the process of a stamp still lives.
    static func isAlive(_ stamp: String) -> Bool {
        guard let pid = stamp.split(separator: " ").first.flatMap({ Int32($0) }) else {
            return false
        }
        return self.stamp(of: pid) == stamp
    }

    private static func stamp(of pid: Int32) -> String? {
        guard let file = try? Posix.open("/proc/\(pid)/stat", O_RDONLY),
            let text = try? file.text(bytesMax: 2048),
            // The name of the program stands in parentheses and may hold anything.
            let end = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[end...].split(separator: " ")
        // Field 22 of proc(5), counted from the one after the name, which is 3.
        guard fields.count > 20 else { return nil }
        return "\(pid) \(bootID) \(fields[20])"
    }

    private static func readBootID() -> String {
        guard let file = try? Posix.open("/proc/sys/kernel/random/boot_id", O_RDONLY),
            let text = try? file.text(bytesMax: 64)
        else { return "unknown" }
        return text.filter { !$0.isWhitespace }
    }
}
