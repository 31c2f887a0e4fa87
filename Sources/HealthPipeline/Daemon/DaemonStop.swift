import Foundation
import HealthModel
import Logging
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// The end of the daemon: tells all its threads at once, and sees to it that they do not take too long.
final class DaemonStop: Sendable {
    /// The outbox reference allows 5 s for transfers and 2 s for the rest.
    private static let secondsMax = 6.5

    private let logger: Logger
    private let isRequested = Mutex(false)
    private let status = Mutex(ExitStatus.done)
    private let actions: Mutex<[@Sendable () -> Void]> = Mutex([])
    /// Parts that have not ended, by name.
    private let working = Mutex<Set<String>>([])
    private let hurry = DispatchSemaphore(value: 0)

    init(logger: Logger) {
        self.logger = logger
    }

    var isStopped: Bool { isRequested.withLock { $0 } }

    /// What is to be done when it is time to stop; at once when it is.
    func whenStopped(_ action: @escaping @Sendable () -> Void) {
        let isLate = isRequested.withLock { isStopped in
            if !isStopped { actions.withLock { $0.append(action) } }
            return isStopped
        }
        if isLate { action() }
    }

    func began(_ part: String) {
        working.withLock { _ = $0.insert(part) }
    }

    func ended(_ part: String) {
        working.withLock { _ = $0.remove(part) }
    }

    /// A part ended by an error: with its status the process ends if the other parts take too long.
    func note(_ error: any Error) {
        status.withLock { $0 = (error as? any StatusError)?.exitStatus ?? .failed }
    }

    /// May be called more than once.
    func request() {
        let isFirst = isRequested.withLock { isStopped in
            defer { isStopped = true }
            return !isStopped
        }
        guard isFirst else { return }
        hurry.signal()
        logger.info("Stopping.")
        for action in actions.withLock({ $0 }) { action() }
    }

    /// From here on the process ends soon after ``request()``, whatever its threads wait for: a slow query, a disk, a
    /// program that they started.
    ///
    /// The thread that sees to it is there before it is needed. Everything acknowledged is on stable storage, and what
    /// is half-done is taken up at the next start.
    func limitTime() {
        let thread = Thread { [self] in
            hurry.wait()
            Thread.sleep(forTimeInterval: Self.secondsMax)
            let parts = working.withLock { $0.sorted().joined(separator: ",") }
            logger.warning(
                "Stopped in the middle of something; the next start goes on with it.",
                metadata: ["parts": "\(parts)"])
            _exit(status.withLock { $0 }.rawValue)
        }
        thread.name = "hae stop"
        thread.stackSize = 128 << 10
        thread.start()
    }
}
