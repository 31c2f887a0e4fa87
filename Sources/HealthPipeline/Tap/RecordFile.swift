import HealthModel

#if canImport(Glibc)
    import Glibc
#endif

/// Records of one stream that wait for a STATE: JSON, one a line, in a file of the spool that has no name, so
/// that nothing of it is left when the program dies.
final class RecordFile {
    private(set) var records = 0
    private(set) var bytes: Int64 = 0

    private static let pieceBytes = 64 << 10
    private let file: Int32
    private let folder: String
    private var buffer: [UInt8] = []

    /// - Throws: ``TapFileError`` when the file cannot be made.
    init(in folder: String) throws {
        self.folder = folder
        let path = "\(folder)/.tap-\(getpid())-\(UInt64.random(in: 0 ... .max))"
        file = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw TapFileError(folder) }
        _ = unsafe unlink(path)
    }

    deinit {
        if file >= 0 { close(file) }
    }

    func append(_ record: ArraySlice<UInt8>) throws {
        buffer += record
        buffer.append(UInt8(ascii: "\n"))
        records += 1
        bytes += Int64(record.count) + 1
        if buffer.count >= Self.pieceBytes { try flush() }
    }

    /// How much is there, for ``cut(to:)``.
    var mark: (records: Int, bytes: Int64) { (records, bytes) }

    /// Forgets what was appended behind a mark.
    func cut(to mark: (records: Int, bytes: Int64)) throws {
        try flush()
        guard ftruncate(file, off_t(mark.bytes)) == 0, lseek(file, 0, SEEK_END) >= 0 else {
            throw TapFileError(folder)
        }
        (records, bytes) = mark
    }

    /// Passes all records, in order, without their line ends.
    func forEach(_ body: (ArraySlice<UInt8>) throws -> Void) throws {
        try flush()
        var piece = [UInt8](repeating: 0, count: Self.pieceBytes)
        var rest: [UInt8] = []
        var offset: off_t = 0
        while true {
            let count = unsafe piece.withUnsafeMutableBytes {
                unsafe pread(file, $0.baseAddress, $0.count, offset)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw TapFileError(folder) }
            if count == 0 { return }
            offset += off_t(count)
            var start = 0
            while let end = piece[start..<count].firstIndex(of: UInt8(ascii: "\n")) {
                rest += piece[start..<end]
                try body(rest[...])
                rest.removeAll(keepingCapacity: true)
                start = end + 1
            }
            rest += piece[start..<count]
        }
    }

    private func flush() throws {
        var offset = 0
        while offset < buffer.count {
            let count = unsafe buffer.withUnsafeBytes {
                unsafe write(file, $0.baseAddress?.advanced(by: offset), $0.count - offset)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw TapFileError(folder) }
            offset += count
        }
        buffer.removeAll(keepingCapacity: true)
    }
}

/// The disk refuses the records of a tap.
struct TapFileError: StatusError {
    let description: String
    var exitStatus: ExitStatus { .io }

    init(_ folder: String) {
        let reason = unsafe String(cString: strerror(errno))
        description = "The records of a tap cannot be kept in \(folder): \(reason)."
    }
}
