import Glibc

/// The processes that a tap started, as far as they stayed in its group.
struct ProcessGroup: Sendable {
    let leader: pid_t

    /// - Returns: Whether there was anybody to tell.
    @discardableResult
    func send(_ signal: Int32) -> Bool {
        // A group of 1 or less would be our own, or everybody.
        leader > 1 && kill(-leader, signal) == 0
    }

    /// Living members apart from the leader, which may be a zombie that nobody has waited for.
    var others: Int {
        FolderEntries.names(in: "/proc").count { name in
            guard let pid = pid_t(name), pid != leader, let status = ProcessStatus(of: pid) else {
                return false
            }
            return status.group == leader && status.isAlive
        }
    }
}

/// A few fields of `/proc/PID/stat`.
struct ProcessStatus {
    let isAlive: Bool
    let group: pid_t
    /// Ticks since boot; with the pid it names a process for ever.
    let started: UInt64

    /// `nil` when there is no such process.
    init?(of pid: pid_t) {
        guard let bytes = SmallFile.read("/proc/\(pid)/stat", bytesMax: 4096) else { return nil }
        // The name in parentheses may hold anything; what follows the last one is plain.
        guard let close = bytes.lastIndex(of: UInt8(ascii: ")")) else { return nil }
        let fields = bytes[(close + 1)...].split(separator: UInt8(ascii: " "))
            .map { String(decoding: $0, as: UTF8.self) }
        guard fields.count > 19, let group = pid_t(fields[2]), let started = UInt64(fields[19])
        else { return nil }
        (isAlive, self.group, self.started) = (fields[0] != "Z" && fields[0] != "X", group, started)
    }
}
