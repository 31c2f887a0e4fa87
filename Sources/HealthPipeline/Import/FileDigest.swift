import Crypto
import Foundation
import HealthPlugin
import HealthSource

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

    /// The digest of payloads and of everything else that decides what becomes of them: how they are to be read,
    /// and the headers that a receiver saved beside them. `nil` for standard input.
    static func of(_ input: PayloadInput, _ context: PayloadContext) throws -> [UInt8]? {
        var hash = SHA256()
        let names = context.metricNames.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let reading = [
            context.zone.name, context.weekStart.rawValue, context.grouping?.rawValue ?? "",
            "\(context.isDisaggregated)",
        ]
        hash.update(data: Array((reading + names).joined(separator: "\n").utf8))
        for file in input.files {
            guard let path = file.path, let digest = try of(path) else { return nil }
            hash.update(data: digest)
            if let headers = PayloadInput.headersPath(besides: path), let digest = try of(headers) {
                hash.update(data: digest)
            }
        }
        return Array(hash.finalize())
    }
}
