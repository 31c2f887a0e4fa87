#if canImport(Glibc)
    import Glibc
#endif

internal import Synchronization

/// Places where a test can make the process die: `HAE_FAILPOINT=after_claim:abort@3` aborts at the third time.
///
/// Inert without the variable.
enum FailPoint: String {
    case afterBlob = "after_blob"
    case beforeEnqueueCommit = "before_enqueue_commit"
    case afterEnqueueCommit = "after_enqueue_commit"
    case afterLock = "after_lock"
    case afterRecovery = "after_recovery"
    case afterClaim = "after_claim"
    case beforeSettleCommit = "before_settle_commit"
    case afterSettleCommit = "after_settle_commit"
    case beforeSweep = "before_sweep"
    case afterSalvageMark = "after_salvage_mark"
    case duringSalvage = "during_salvage"
    case afterSalvage = "after_salvage"

    private static let wanted: Setting? = Setting()

    /// Read once.
    private final class Setting: Sendable {
        let point: FailPoint
        let time: Int
        let passed = Atomic(0)

        init?() {
            guard let raw = unsafe getenv("HAE_FAILPOINT") else { return nil }
            let parts = unsafe String(cString: raw).split { $0 == ":" || $0 == "@" }
            guard parts.count == 3, parts[1] == "abort",
                let point = FailPoint(rawValue: String(parts[0])), let time = Int(parts[2])
            else { return nil }
            (self.point, self.time) = (point, time)
        }
    }

    static func pass(_ point: FailPoint) {
        guard let wanted, wanted.point == point else { return }
        if wanted.passed.add(1, ordering: .relaxed).newValue == wanted.time { abort() }
    }
}
