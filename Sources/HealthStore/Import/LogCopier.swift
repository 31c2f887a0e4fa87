internal import Dispatch
internal import GRDB
internal import Synchronization

/// Puts the write-ahead log back into the database while the import goes on writing, on a thread and a connection of its own:
/// the copies and the waits for the disk were a fifth of an import into an empty store.
///
/// The log itself grows meanwhile; only a checkpoint by the writer lets it begin anew.
final class LogCopier: Sendable {
    private let path: String
    private let queue = DispatchQueue(label: "hae.store.log")
    private let connection = Mutex<StoreConnection?>(nil)

    init(path: String) {
        self.path = path
    }

    /// Begins to copy what is committed; what fails is left for the writer's next checkpoint.
    func start() {
        queue.async { [self] in try? copy() }
    }

    /// Waits until nothing is copied any more, as two checkpoints exclude each other.
    func wait() {
        queue.sync {}
    }

    /// Waits likewise, and lets go of the connection: one that is closed at any time would be in the way of the next import.
    func close() {
        queue.sync { connection.withLock { $0 = nil } }
    }

    private func copy() throws {
        let open = try connection.withLock { known in
            let open = try known ?? StoreConnection.writer(path)
            known = open
            return open
        }
        try open.queue.writeWithoutTransaction { _ = try $0.checkpoint(.passive) }
    }
}
