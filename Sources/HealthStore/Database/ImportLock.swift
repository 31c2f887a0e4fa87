internal import Glibc
internal import HealthModel

/// The lock of `spool/import.lock`: whoever holds it may import and checkpoint. The kernel lets it go when the process
/// ends, however that happens; the file stays.
struct ImportLock: ~Copyable {
    private let descriptor: Int32

    /// Takes the lock, or returns `nil` while another holds it.
    init?(spool: String) throws {
        let path = spool + "/import.lock"
        // Close-on-exec: a child that inherited the descriptor would hold the lock after us.
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StoreError.opening(path, errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            if code == EWOULDBLOCK { return nil }
            throw StoreError.opening(path, code)
        }
        self.descriptor = descriptor
    }

    /// Takes the lock, waiting as long as `patience`.
    static func take(spool: String, patience: Duration) throws -> ImportLock {
        let deadline = ContinuousClock.now.advanced(by: patience)
        while true {
            if let lock = try ImportLock(spool: spool) { return lock }
            guard ContinuousClock.now < deadline else {
                throw StoreError(.busy(lock: spool + "/import.lock"))
            }
            usleep(50_000)
        }
    }

    deinit {
        // Closing alone would leave the lock to a child that was forked just now and has not come to its exec.
        _ = flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
