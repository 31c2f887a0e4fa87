import CMalloc

/// How the C library keeps memory that was freed.
enum Allocator {
    private static let keptBytes: CInt = 32 << 20
    private static let stepBytes: CInt = 1 << 20
    /// Larger pieces get pages of their own, and give them back at once.
    private static let ownPagesBytes: CInt = 4 << 20

    /// Lets the heap keep its free end instead of giving it back after every transaction or batch: to get it again page by
    /// page took a third of an enqueue's time. The daemon gives it back when it is idle.
    static func keepFreeEnd() {
        mallopt(M_TRIM_THRESHOLD, keptBytes)
        mallopt(M_TOP_PAD, stepBytes)
        // The first of these ends the library's own adjusting of this one: buffers of an import would come and go by page.
        mallopt(M_MMAP_THRESHOLD, ownPagesBytes)
    }
}
