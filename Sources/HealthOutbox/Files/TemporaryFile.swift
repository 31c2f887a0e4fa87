#if canImport(Glibc)
    import Glibc
#endif

/// A file in the spool's `tmp/` that goes away with its last reference, unless it was renamed.
final class TemporaryFile: Sendable {
    let path: String

    init(path: String) {
        self.path = path
    }

    deinit {
        _ = unsafe unlink(path)
    }
}
