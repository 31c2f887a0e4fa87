import Crypto
import Foundation

/// The SHA-256 by which the same file is known again.
enum FileDigest {
    private static let pieceBytes = 1 << 20

    /// The digest of a regular file; `nil` for a folder, standard input, or what cannot be read, where the
    /// reader says what is wrong.
    static func of(_ path: String) throws -> [UInt8]? {
        let kind =
            try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
        guard path != "-", kind == .typeRegular, let file = FileHandle(forReadingAtPath: path)
        else { return nil }
        defer { try? file.close() }
        var hash = SHA256()
        while let piece = try file.read(upToCount: pieceBytes), !piece.isEmpty {
            hash.update(data: piece)
        }
        return Array(hash.finalize())
    }
}
