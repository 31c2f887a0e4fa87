import Glibc

/// Reads a small file after looking at its rights through the same descriptor, so that nobody can
/// swap it in between.
enum SecretFile {
    static func read(
        _ path: String, for reference: SecretReference, mayBeShared: Bool
    ) throws(SecretError) -> String {
        // Without O_NONBLOCK a named pipe would keep us waiting.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let isAbsent = errno == ENOENT || errno == ENOTDIR
            throw SecretError(
                reference: reference,
                reason: isAbsent ? .notFound(path: path) : .notReadable(path: path))
        }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else {
            throw SecretError(reference: reference, reason: .notReadable(path: path))
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw SecretError(reference: reference, reason: .notRegular(path: path))
        }
        guard mayBeShared || status.st_mode & (S_IRGRP | S_IROTH) == 0 else {
            let mode = String(status.st_mode & 0o7777, radix: 8)
            throw SecretError(
                reference: reference,
                reason: .readableByOthers(
                    path: path, mode: String(repeating: "0", count: max(0, 4 - mode.count)) + mode))
        }
        let bytes = try contents(of: descriptor, path: path, for: reference)
        guard let span = try? UTF8Span(validating: bytes.span) else {
            throw SecretError(reference: reference, reason: .notText)
        }
        var text = String(copying: span)
        while let last = text.last, last.isNewline { text.removeLast() }
        return text
    }

    private static func contents(
        of descriptor: Int32, path: String, for reference: SecretReference
    ) throws(SecretError) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe Glibc.read(descriptor, bytes.baseAddress, bytes.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw SecretError(reference: reference, reason: .notReadable(path: path))
            }
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= SecretSource.bytesMax else {
                throw SecretError(
                    reference: reference,
                    reason: .tooLong(path: path, bytesMax: SecretSource.bytesMax))
            }
        }
    }
}
