#if canImport(Glibc)
    import Glibc
#endif

/// A file or folder with which something could not be done.
struct FileError: Error, CustomStringConvertible {
    let description: String

    /// - Parameters:
    ///   - what: What could not be done, and where.
    ///   - code: The system's.
    init(_ what: String, code: Int32) {
        let reason = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
        description =
            "\(what): \(reason). Check that the user that runs hae may write there and that the disk has room."
    }
}
