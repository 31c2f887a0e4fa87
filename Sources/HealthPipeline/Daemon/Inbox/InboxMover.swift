#if canImport(Glibc)
    import Glibc
#endif

/// Moves files out of the inbox, into its folders `done` and `failed`; never over another file.
struct InboxMover {
    static let done = "done"
    static let failed = "failed"
    private static let numbersMax = 100_000

    /// Absolute.
    let inbox: String

    /// Moves an imported file into `done`, under another name where its own is taken.
    ///
    /// - Returns: The path from the inbox on: `done/export.zip`, `done/export-2.zip`.
    func moveDone(_ name: String) throws(FileError) -> String {
        try make(Self.done)
        for number in 1...Self.numbersMax {
            let target = Self.done + "/" + InboxName.numbered(name, number)
            if try move(name, to: target) { return target }
        }
        throw FileError("\(inbox)/\(Self.done): no name is free for \(name).", code: EEXIST)
    }

    /// Moves a bad file into `failed`, with the reason beside it in a file of its name and `.reason.txt`.
    ///
    /// - Parameter reason: Text of the file, given the path under which the bad file lies afterwards.
    func moveFailed(
        _ name: String, reason: (_ path: String) -> String
    ) throws(FileError) -> String {
        try make(Self.failed)
        for number in 1...Self.numbersMax {
            let target = Self.failed + "/" + InboxName.numbered(name, number)
            let reasonPath = path(target) + ".reason.txt"
            // The reason comes first and holds the name: a bad file without one would be a riddle.
            guard FileStamp.of(path(target)) == nil,
                try write(reason(target), to: reasonPath)
            else { continue }
            do {
                if try move(name, to: target) { return target }
            } catch {
                unsafe unlink(reasonPath)
                throw error
            }
            unsafe unlink(reasonPath)
        }
        throw FileError("\(inbox)/\(Self.failed): no name is free for \(name).", code: EEXIST)
    }

    private func path(_ name: String) -> String { inbox + "/" + name }

    private func make(_ folder: String) throws(FileError) {
        guard unsafe mkdir(path(folder), 0o700) == 0 || errno == EEXIST else {
            throw FileError("\(path(folder)) cannot be made", code: errno)
        }
    }

    /// - Returns: False when the name is taken.
    private func move(_ name: String, to target: String) throws(FileError) -> Bool {
        // An empty file of ours holds the name first: no file system has to know how to rename without replacing.
        guard try write("", to: path(target)) else { return false }
        guard unsafe rename(path(name), path(target)) == 0 else {
            let code = errno
            unsafe unlink(path(target))
            throw FileError("\(path(name)) cannot be moved to \(target)", code: code)
        }
        return true
    }

    /// Writes a new file.
    ///
    /// - Returns: False when it is there already.
    private func write(_ text: String, to path: String) throws(FileError) -> Bool {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            if errno == EEXIST { return false }
            throw FileError("\(path) cannot be written", code: errno)
        }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        let count = unsafe bytes.withUnsafeBytes {
            unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
        }
        guard count == bytes.count else {
            let code = count < 0 ? errno : ENOSPC
            unsafe unlink(path)
            throw FileError("\(path) cannot be written", code: code)
        }
        return true
    }
}
