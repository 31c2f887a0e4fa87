#if canImport(Glibc)
    import Glibc
#endif

/// What the test that started this process wants of it.
enum ProcessInfo {
    /// Of `PROBE_FILE_SIZE`, in bytes.
    static var fileSizeMax: UInt? {
        unsafe getenv("PROBE_FILE_SIZE").flatMap { unsafe UInt(String(cString: $0)) }
    }

    /// Sets RLIMIT_FSIZE, as a service manager does.
    static func limitFiles(to bytes: UInt) throws {
        var limit = rlimit(rlim_cur: bytes, rlim_max: bytes)
        guard unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else {
            exit(70)
        }
    }
}
