#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The two streams of the process: data goes to one, talk to the other.
enum Terminal {
    enum Stream: Int32 {
        case output = 1
        case error = 2
    }

    /// Writes all bytes. A reader that has gone away is no error: the process ends quietly with 0.
    static func write(_ bytes: [UInt8], to stream: Stream) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(stream.rawValue, $0.baseAddress, $0.count)
            }
            if written < 0 {
                if errno == EINTR { continue }
                if errno == EPIPE, stream == .output { exit(0) }
                return
            }
            rest = rest.dropFirst(written)
        }
    }

    /// Writes a line of talk to standard error.
    static func say(_ line: String) {
        write(Array((line + "\n").utf8), to: .error)
    }

    /// Whether a person watches standard error and wants progress and colour.
    static var isInteractive: Bool {
        isatty(Stream.error.rawValue) == 1 && !isSet("NO_COLOR") && !isSet("CI")
    }

    /// Columns of the terminal behind standard error, 80 when unknown.
    static var width: Int {
        var size = winsize()
        guard unsafe ioctl(Stream.error.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20
        else { return 80 }
        return Int(size.ws_col)
    }

    private static func isSet(_ name: String) -> Bool {
        guard let value = unsafe getenv(name) else { return false }
        return unsafe value.pointee != 0
    }
}
