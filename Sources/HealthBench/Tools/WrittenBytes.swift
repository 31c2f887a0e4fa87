import Foundation

/// What this process has made the kernel write to disks so far.
enum WrittenBytes {
    /// `write_bytes` of `/proc/self/io`; `nil` where the kernel does not count.
    static var sofar: Int64? {
        guard let text = try? String(contentsOfFile: "/proc/self/io", encoding: .utf8) else {
            return nil
        }
        return text.split(separator: "\n")
            .first { $0.hasPrefix("write_bytes: ") }
            .flatMap { Int64($0.dropFirst("write_bytes: ".count)) }
    }
}
