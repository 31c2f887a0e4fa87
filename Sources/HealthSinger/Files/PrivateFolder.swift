import Glibc

/// A folder of mode 0700 outside the spool for what a tap must read and nobody else may: its configuration,
/// state and catalogue. It is gone after the run.
///
/// While its owner lives, the file `lock` in it is locked. What a dead program left is recognised by that lock
/// being free, whatever name space its pid was in.
public final class PrivateFolder {
    private static let prefix = "hae-tap-"
    private static let lockName = "lock"
    private static let groupName = "group"

    let path: String
    private let lock: Int32
    private var names = [PrivateFolder.lockName]

    /// Makes a new folder.
    ///
    /// - Parameter base: An existing folder, from ``bases(environment:)``.
    init(in base: String) throws(TapFault) {
        var template = Array("\(base)/\(Self.prefix)XXXXXX".utf8CString)
        let isMade = unsafe template.withUnsafeMutableBufferPointer { text in
            guard let start = text.baseAddress else { return false }
            return unsafe mkdtemp(start) != nil
        }
        guard isMade else {
            throw TapFault(
                .files, "A private folder in \(base) cannot be made: \(SystemCall.lastError).")
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        lock = unsafe open(
            path + "/" + Self.lockName, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            throw TapFault(.files, "\(path)/lock cannot be made: \(SystemCall.lastError).")
        }
    }

    deinit {
        for name in names { _ = unsafe unlink(path + "/" + name) }
        _ = unsafe rmdir(path)
        close(lock)
    }

    /// Writes a file of mode 0600.
    ///
    /// - Returns: Its path.
    func write(_ name: String, _ bytes: [UInt8]) throws(TapFault) -> String {
        names.append(name)
        _ = unsafe unlink(path + "/" + name)
        try SmallFile.create(path + "/" + name, bytes)
        return path + "/" + name
    }

    /// Notes which process group to end should this program die first.
    func note(_ group: ProcessGroup) throws(TapFault) {
        let started = ProcessStatus(of: group.leader)?.started ?? 0
        _ = try write(Self.groupName, Array("\(group.leader) \(started)".utf8))
    }

    // MARK: - Sweeping

    /// Where such folders are made, best first: memory that ends with the session, then `TMPDIR`, then `/tmp`.
    public static func bases(environment: [String: String]) -> [String] {
        [environment["XDG_RUNTIME_DIR"], environment["TMPDIR"], "/tmp"].compactMap { $0 }
            .filter { path in
                unsafe path.hasPrefix("/") && access(path, R_OK | W_OK | X_OK) == 0
            }
    }

    /// Removes what programs left that died during a tap's run, and ends the taps that outlived them.
    ///
    /// - Returns: How many folders were removed.
    @discardableResult
    public static func sweep(_ bases: [String]) -> Int {
        var count = 0
        for base in Set(bases) {
            for name in FolderEntries.names(in: base) where name.hasPrefix(prefix) {
                if sweepOne(base + "/" + name) { count += 1 }
            }
        }
        return count
    }

    private static func sweepOne(_ path: String) -> Bool {
        var status = stat()
        guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR,
            status.st_uid == geteuid()
        else { return false }
        let lock = unsafe open(path + "/" + lockName, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
        guard lock >= 0 else {
            // Just being made, or its maker died before it had a lock; an hour tells which.
            guard errno == ENOENT, time(nil) - status.st_mtim.tv_sec > 3600 else { return false }
            remove(path)
            return true
        }
        defer { close(lock) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { return false }
        endGroup(notedIn: path)
        remove(path)
        return true
    }

    private static func endGroup(notedIn path: String) {
        guard let bytes = SmallFile.read(path + "/" + groupName, bytesMax: 64) else { return }
        let words = String(decoding: bytes, as: UTF8.self).split(separator: " ")
        guard words.count == 2, let leader = pid_t(words[0]), let started = UInt64(words[1]),
            let status = ProcessStatus(of: leader), status.started == started,
            status.group == leader
        else { return }
        ProcessGroup(leader: leader).send(SIGKILL)
    }

    /// Removes a folder with the files in it.
    private static func remove(_ path: String) {
        for name in FolderEntries.names(in: path) { _ = unsafe unlink(path + "/" + name) }
        _ = unsafe rmdir(path)
    }
}
