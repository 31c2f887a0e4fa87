import Glibc

/// A body that is being saved: complete, or not there.
///
/// It grows under a name that begins with a dot and gets its own name when it is whole.
struct BodyFile: ~Copyable {
    private let descriptor: CInt
    private let partial: String
    private let folder: String
    private let name: String

    /// - Parameter name: Without the folder.
    init(folder: String, name: String) throws {
        self.folder = folder
        self.name = name
        partial = "\(folder)/.\(name).partial"
        descriptor = unsafe open(partial, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0o600)
        if descriptor < 0 { throw ReceiverError.file("create", partial, code: errno) }
    }

    deinit {
        close(descriptor)
        // Gone already if the body was whole.
        _ = unsafe unlink(partial)
    }

    func write(_ bytes: [UInt8]) throws {
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(
                    descriptor, buffer.baseAddress.map { unsafe $0 + done }, bytes.count - done
                )
            }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { throw ReceiverError.file("write", partial, code: errno) }
            done += count
        }
    }

    /// Gives the body its name; headers are written first, so that no body is without them.
    func keep(headers: [UInt8]) throws {
        let side = try BodyFile(folder: folder, name: HeaderFile.name(for: name))
        try side.write(headers)
        try side.rename()
        try rename()
    }

    private func rename() throws {
        let path = "\(folder)/\(name)"
        if unsafe Glibc.rename(partial, path) != 0 {
            throw ReceiverError.file("rename to", path, code: errno)
        }
    }

    /// Makes the folder unless it is there.
    static func makeFolder(_ path: String) throws {
        if unsafe mkdir(path, 0o700) != 0, errno != EEXIST {
            throw ReceiverError.file("make the folder", path, code: errno)
        }
    }

    /// The greatest number with which a file name in the folder begins; 0 if there is none.
    static func lastNumber(in folder: String) -> Int {
        guard let directory = unsafe opendir(folder) else { return 0 }
        defer { unsafe closedir(directory) }
        var last = 0
        while let entry = unsafe readdir(directory) {
            let digits = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe bytes.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                    .prefix(12).reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
            }
            last = max(last, digits)
        }
        return last
    }
}
