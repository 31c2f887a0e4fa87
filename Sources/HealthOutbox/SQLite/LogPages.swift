internal import CSQLiteShim

/// The number of pages in the write-ahead log when this process committed last.
///
/// `@unchecked Sendable`: the memory is written and read by the shim's atomic functions alone. It has to outlive the
/// connections that count into it; they hold it.
@safe final class LogPages: @unchecked Sendable {
    private let pages: UnsafeMutablePointer<Int32>

    init() {
        unsafe pages = .allocate(capacity: 1)
        unsafe pages.initialize(to: 0)
    }

    deinit {
        unsafe pages.deallocate()
    }

    func count(_ connection: OpaquePointer) {
        unsafe hae_sqlite_count_log_pages(connection, pages)
    }

    var last: Int32 { unsafe hae_sqlite_log_pages(pages) }

    /// After a checkpoint, until the next commit.
    func forget() {
        unsafe hae_sqlite_forget_log_pages(pages)
    }
}
