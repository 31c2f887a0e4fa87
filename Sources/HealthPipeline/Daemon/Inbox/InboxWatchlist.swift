/// Decides which files of the inbox are complete: a value without I/O.
///
/// A file is complete when its stamp has stood still long enough. Time is given in seconds of a clock that only goes
/// forward.
struct InboxWatchlist {
    struct Listed {
        var name: String
        var stamp: FileStamp
    }

    private struct Entry {
        var stamp: FileStamp
        /// When this stamp was seen first.
        var since: Double
        /// Somebody told that its writer is done.
        var isClosed = false
        var notBefore = 0.0
        /// It could not be read once.
        var isDoubtful = false
        /// Done with, until it changes.
        var isLeft = false
    }

    var patience: InboxPatience
    private var entries: [String: Entry] = [:]

    init(patience: InboxPatience) {
        self.patience = patience
    }

    /// Takes in what the folder holds now.
    ///
    /// - Parameter closed: Names of which the kernel has told since the last look that their writer is done.
    /// - Returns: Names that are complete, in the order given, and in how many seconds another may be.
    mutating func look(
        _ listed: [Listed], closed: Set<String>, now: Double
    ) -> (complete: [String], nextIn: Double?) {
        var next: [String: Entry] = [:]
        var complete: [String] = []
        var nextAt: Double?
        for file in listed {
            var entry = entries[file.name] ?? Entry(stamp: file.stamp, since: now)
            if entry.stamp != file.stamp { entry = Entry(stamp: file.stamp, since: now) }
            if closed.contains(file.name) { entry.isClosed = true }
            next[file.name] = entry
            guard !entry.isLeft else { continue }
            let due = dueTime(of: entry)
            if due <= now {
                complete.append(file.name)
            } else {
                nextAt = min(nextAt ?? due, due)
            }
        }
        entries = next
        return (complete, nextAt.map { $0 - now })
    }

    private func dueTime(of entry: Entry) -> Double {
        var wait = entry.isClosed ? patience.closed : patience.untold
        if entry.isDoubtful { wait = max(wait, patience.secondLook) }
        return max(entry.since + wait, entry.notBefore)
    }

    /// A trouble that is not the file's: it is complete again after a pause.
    mutating func postpone(_ name: String, now: Double) {
        entries[name]?.notBefore = now + patience.trouble
    }

    /// It could not be read.
    ///
    /// - Returns: Whether that is final; false when its writer may only have paused.
    mutating func isFinal(_ name: String) -> Bool {
        guard let entry = entries[name], !entry.isClosed, !entry.isDoubtful else { return true }
        entries[name]?.isDoubtful = true
        return false
    }

    /// It was dealt with and cannot be moved away: not again until it changes.
    mutating func leave(_ name: String) {
        entries[name]?.isLeft = true
    }
}
