/// Files of the app that are imported together: one file, the files of a folder, or standard input.
public struct PayloadInput: Sendable {
    /// One of the files.
    public struct File: Sendable {
        /// `nil` for standard input.
        public var path: String?
        /// The path inside the folder; for a single file as the user named it.
        public var name: String
        /// In bytes; `nil` for standard input.
        var size: Int64?
        /// The first bytes of standard input, which were read already.
        var head: [UInt8] = []
    }

    /// As the user named it.
    public var name: String
    /// In the order of their names; never empty.
    public var files: [File]
    public var isFolder = false

    /// The file beside a body in which a receiver saves the request's headers; it may not be there. `nil` for a file
    /// without an ending.
    public static func headersPath(besides path: String) -> String? {
        SavedHeaders.path(besides: path)
    }

    /// What has to be read from disk; `nil` for standard input.
    var bytesTotal: Int64? {
        files.reduce(0) { total, file in
            if let total, let size = file.size { total + size } else { nil }
        }
    }

    func place(of file: File) -> FilePlace {
        FilePlace(input: name, member: isFolder ? file.name : nil)
    }
}
