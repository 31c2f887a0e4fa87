internal import Synchronization

/// Speaks to a drain that runs on another thread.
///
/// May be used before the drain begins and after it has ended.
public final class DrainControl: Sendable {
    private struct State {
        var isStopped = false
        var workspace: Workspace?
        var wake: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    public init() {}

    /// Ends the drain: it claims nothing more, gives what is in flight ``Drain/drainTime``, stops the rest and
    /// settles everything before it returns.
    public func stop() {
        state.withLock { $0.isStopped = true }
        wake()
    }

    /// Something was enqueued or changed in this process: the drain looks at once instead of within a second.
    public func wake() {
        state.withLock { $0.wake }?()
    }

    /// The configuration was read again. The drain takes over policies, endpoints and secrets; the quota stays that
    /// with which the outbox was opened.
    public func reload(_ workspace: Workspace) {
        state.withLock { $0.workspace = workspace }
        wake()
    }

    var isStopped: Bool { state.withLock { $0.isStopped } }

    func takeWorkspace() -> Workspace? {
        state.withLock { state in
            defer { state.workspace = nil }
            return state.workspace
        }
    }

    func attach(wake: @escaping @Sendable () -> Void) {
        state.withLock { $0.wake = wake }
    }
}
