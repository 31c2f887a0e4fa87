import Glibc

/// The text of the system's last error.
enum SystemCall {
    static var lastError: String { text(errno) }

    static func text(_ code: Int32) -> String {
        unsafe String(cString: strerror(code))
    }
}
