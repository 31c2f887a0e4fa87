internal import Glibc

/// Seconds since 1970, for a Retry-After whose answer has no Date of its own.
enum WallClock {
    static var seconds: Int64 { Int64(time(nil)) }
}
