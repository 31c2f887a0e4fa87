internal import Synchronization

/// A finished body that is not part of a message yet.
///
/// Large ones are files; dropping the last reference removes them unless they were enqueued. May be enqueued
/// again after an enqueue that failed.
public final class StagedBody: Sendable {
    enum Storage: Sendable {
        /// As they go into a row.
        case bytes([UInt8])
        /// A write-once file in the spool's `tmp/`, synced.
        case file(TemporaryFile)
        /// Moved under its digest; owned by the spool.
        case blob
    }

    public let length: Int64
    /// SHA-256 of the bytes, 32 bytes.
    public let digest: [UInt8]
    private let state: Mutex<Storage>

    init(length: Int64, digest: [UInt8], storage: Storage) {
        (self.length, self.digest) = (length, digest)
        self.state = Mutex(storage)
    }

    var storage: Storage { state.withLock { $0 } }

    func adopted() {
        state.withLock { $0 = .blob }
    }
}
