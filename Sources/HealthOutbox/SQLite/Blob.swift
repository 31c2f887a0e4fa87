internal import Foundation
internal import GRDB

/// Bytes to and from SQLite; GRDB speaks Foundation's `Data`.
enum Blob {
    static func bytes(_ row: Row, _ index: Int) -> [UInt8]? {
        (row[index] as Data?).map { Array($0) }
    }

    static func value(_ bytes: [UInt8]) -> Data { Data(bytes) }

    static func value(_ bytes: [UInt8]?) -> Data? { bytes.map { Data($0) } }
}

extension Blob {
    static func bytes(_ row: Row, named name: String) -> [UInt8]? {
        (row[name] as Data?).map { Array($0) }
    }
}
