import Synchronization

/// The configuration that the daemon works by just now; a reload puts another in its place.
final class LiveWorkspace: Sendable {
    private let workspace: Mutex<Workspace>

    init(_ workspace: Workspace) {
        self.workspace = Mutex(workspace)
    }

    var current: Workspace { workspace.withLock { $0 } }

    func replace(with new: Workspace) {
        workspace.withLock { $0 = new }
    }
}
