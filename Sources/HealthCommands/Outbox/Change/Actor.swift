#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Who changes something, for the audit: user and process.
enum Actor {
    static var text: String { "\(user), pid \(getpid())" }

    private static var user: String {
        guard let entry = unsafe getpwuid(geteuid()), let name = unsafe entry.pointee.pw_name else {
            return "user \(geteuid())"
        }
        return unsafe String(cString: name)
    }
}
