import CMalloc

/// How the C library keeps memory that was freed.
enum Allocator {
    private static let keptBytes: CInt = 32 << 20
    private static let stepBytes: CInt = 1 << 20

    /// Lets the heap keep its free end instead of giving it back after every transaction or batch: to get it again page by
    /// page took a third of an enqueue's time. The daemon gives it back when it is idle.
    static func keepFreeEnd() {
        mallopt(M_TRIM_THRESHOLD, keptBytes)
        mallopt(M_TOP_PAD, stepBytes)
    }
}
