#if canImport(Glibc)
    import Glibc
#endif

/// The right to send: the kernel's lock on `sender.lock`, held for as long as the value lives.
///
/// The file is never removed; the text in it is for people, the lock is the truth.
final class SenderLock: Sendable {
    private let file: Descriptor

    private init(file: Descriptor) {
        self.file = file
    }

    /// Given back by word: a process that is just being started from this one still shares the open file, and with it the lock.
    deinit {
        file.unlock()
    }

    /// Takes the lock, or returns `nil` when somebody else still has it after `waitSeconds`.
    static func take(in spool: SpoolFolder, waitSeconds: Double) throws -> SenderLock? {
        let file = try Posix.open(spool.senderLock, O_RDWR | O_CREAT)
        var waited = 0.0
        while try !file.tryLock() {
            if waited >= waitSeconds { return nil }
            usleep(20_000)
            waited += 0.02
        }
        return SenderLock(file: file)
    }

    /// Writes who holds it.
    func sign(epoch: Int64, since: Moment) throws {
        let text =
            "pid \(getpid())\nboot \(ProcessStamp.bootID)\nsince \(since.milliseconds)\nepoch \(epoch)\n"
        try file.truncate()
        try file.rewind()
        try file.write(Array(text.utf8).span)
    }

    /// Who holds the lock just now; `nil` when nobody does.
    ///
    /// Looks for the holder without keeping the lock for longer than the look.
    static func holder(in spool: SpoolFolder) throws -> SenderHolder? {
        guard let file = try Posix.openIfThere(spool.senderLock) else { return nil }
        if try file.tryLock() {
            file.unlock()
            return nil
        }
        var fields: [Substring: Substring] = [:]
        for line in try file.text(bytesMax: 1024).split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1)
            if parts.count == 2 { fields[parts[0]] = parts[1] }
        }
        return SenderHolder(
            pid: fields["pid"].flatMap { Int32($0) } ?? 0,
            since: fields["since"].flatMap { Int64($0) }.map { Moment(milliseconds: $0) })
    }
}
