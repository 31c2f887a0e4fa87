import HealthModel
import HealthPlugin
import HealthStore

/// Imports what appears in the inbox folder and moves it away. Used by one thread.
final class Inbox {
    enum Event {
        /// It is complete, and is read from now on.
        case begun(name: String)
        /// Imported, and moved to this place from the inbox on; `nil` when it could not be moved.
        case imported(name: String, ImportOutcome, movedTo: String?)
        /// Bad, and moved there.
        case refused(name: String, reason: String, movedTo: String)
        /// A trouble that is not the file's; it is tried again.
        case waits(name: String, reason: String)
        /// The folder or one of its files does not do what it should.
        case trouble(String)
    }

    private let folder: String
    private let live: LiveWorkspace
    private let isStopped: () -> Bool
    private let onEvent: (Event) -> Void
    private let mover: InboxMover
    private var list: InboxWatchlist

    /// - Parameters:
    ///   - folder: Absolute.
    ///   - isStopped: Asked between batches; once it says so, the import is taken back and done again next time.
    init(
        _ folder: String, live: LiveWorkspace, patience: InboxPatience = InboxPatience(),
        isStopped: @escaping () -> Bool, onEvent: @escaping (Event) -> Void
    ) {
        (self.folder, self.live, self.isStopped, self.onEvent) = (folder, live, isStopped, onEvent)
        mover = InboxMover(inbox: folder)
        list = InboxWatchlist(patience: patience)
    }

    /// Looks at the folder and imports what is complete.
    ///
    /// - Parameters:
    ///   - closed: Names of which the kernel has told that their writer is done.
    ///   - now: Seconds of a clock that only goes forward.
    /// - Returns: In how many seconds to look again.
    func look(closed: Set<String>, now: Double) throws -> Double {
        let listed: [InboxWatchlist.Listed]
        do {
            listed = try FolderListing.files(in: folder)
        } catch {
            onEvent(.trouble("\(error)"))
            return list.patience.rescan
        }
        let (complete, nextIn) = list.look(listed, closed: closed, now: now)
        for name in complete {
            if isStopped() { break }
            if FileStamp.hasWriter(path(name)) {
                list.postpone(name, now: now)
            } else {
                try take(name, now: now)
            }
        }
        return min(nextIn ?? list.patience.rescan, list.patience.rescan)
    }

    private func path(_ name: String) -> String { folder + "/" + name }

    private func take(_ name: String, now: Double) throws {
        let before = FileStamp.of(path(name))
        onEvent(.begun(name: name))
        do {
            let outcome = try importFile(name)
            // What grew while it was read was not complete; it is read again when it stands still.
            guard FileStamp.of(path(name)) == before else { return }
            do {
                let target = try mover.moveDone(name)
                onEvent(.imported(name: name, outcome, movedTo: target))
            } catch {
                list.leave(name)
                onEvent(.imported(name: name, outcome, movedTo: nil))
                onEvent(.trouble("\(error)"))
            }
        } catch let error as RunStopped {
            throw error
        } catch {
            guard FileStamp.of(path(name)) == before, Self.isFault(ofFile: error) else {
                list.postpone(name, now: now)
                if !Self.isFault(ofFile: error) {
                    onEvent(.waits(name: name, reason: "\(error)"))
                }
                return
            }
            if list.isFinal(name) { refuse(name, "\(error)") }
        }
    }

    private func importFile(_ name: String) throws -> ImportOutcome {
        let workspace = live.current
        let importer = Importer(
            workspace: workspace, store: try workspace.openStore(.create),
            options: Importer.Options())
        return try importer.run(path(name)) { [isStopped] _ in
            if isStopped() { throw RunStopped() }
        }
    }

    /// Whether it is the file that is bad, and not the disk, a lock or the store.
    private static func isFault(ofFile error: any Error) -> Bool {
        guard let error = error as? any StatusError, !(error is StoreError) else { return false }
        return error.exitStatus == .badData || error.exitStatus == .usage
    }

    private func refuse(_ name: String, _ reason: String) {
        do {
            let time = live.current.now.instant.rfc3339
            let target = try mover.moveFailed(name) { path in
                """
                \(name) was not imported (\(time)); nothing of it is in the store.

                \(reason)

                Put a whole copy into \(folder), or keep what is whole of this one:
                    hae import --salvage '\(folder)/\(path)'

                """
            }
            onEvent(.refused(name: name, reason: reason, movedTo: target))
        } catch {
            list.leave(name)
            onEvent(.trouble("\(error)"))
        }
    }
}
